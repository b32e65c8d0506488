// Command network-policies puts the cluster's NetworkPolicies in force on a node that has all pods. Whenever a pod,
// namespace or policy changes, it writes all rules anew. Like most of its kind it is a moment behind: a pod is not held
// back before its address is known.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	core "k8s.io/client-go/listers/core/v1"
	networking "k8s.io/client-go/listers/networking/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"

	"db-operator/local-cluster/node/internal/policy"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "file that says where the API server is, and who this is")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *kubeconfig); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, kubeconfig string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return fmt.Errorf("--kubeconfig %q: %w", kubeconfig, err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	namespaces, pods, policies := factory.Core().V1().Namespaces(), factory.Core().V1().Pods(), factory.Networking().V1().NetworkPolicies()
	changed := make(chan struct{}, 1)
	for _, informer := range []cache.SharedIndexInformer{namespaces.Informer(), pods.Informer(), policies.Informer()} {
		if _, err := informer.AddEventHandler(tell(changed)); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	factory.WaitForCacheSync(ctx.Done())
	last := ""
	for {
		seen, err := look(namespaces.Lister(), pods.Lister(), policies.Lister())
		if err != nil {
			return err
		}
		if rules := policy.Rules(seen); rules != last {
			if err := write(ctx, rules); err != nil {
				return err
			}
			last = rules
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
	}
}

func look(namespaces core.NamespaceLister, pods core.PodLister, policies networking.NetworkPolicyLister) (policy.Cluster, error) {
	var seen policy.Cluster
	var errs [3]error
	seen.Namespaces, errs[0] = namespaces.List(labels.Everything())
	seen.Pods, errs[1] = pods.List(labels.Everything())
	seen.Policies, errs[2] = policies.List(labels.Everything())
	return seen, errors.Join(errs[:]...)
}

func write(ctx context.Context, rules string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	nft := exec.CommandContext(ctx, "nft", "-f", "-")
	nft.Stdin = strings.NewReader(rules)
	if output, err := nft.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %s\n%s", err, output, rules)
	}
	return nil
}

// tell returns a handler that never waits: one message stands for any number of changes.
func tell(changed chan<- struct{}) cache.ResourceEventHandler {
	send := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	return cache.ResourceEventHandlerFuncs{
		AddFunc: func(any) { send() }, UpdateFunc: func(any, any) { send() }, DeleteFunc: func(any) { send() },
	}
}
