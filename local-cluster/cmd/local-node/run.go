package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/component-base/version"

	"db-operator/local-cluster/internal/bind"
	"db-operator/local-cluster/internal/claim"
	"db-operator/local-cluster/internal/image"
	"db-operator/local-cluster/internal/logs"
	"db-operator/local-cluster/internal/nodereg"
	"db-operator/local-cluster/internal/poddir"
	"db-operator/local-cluster/internal/podip"
	"db-operator/local-cluster/internal/podrun"
	"db-operator/local-cluster/internal/process"
	"db-operator/local-cluster/internal/watch"
)

const hostIP = "127.0.0.1"

// run is the node, until the context ends.
func run(ctx context.Context, o options) error {
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 500, 1000 // hundreds of Jobs at once; the server is our own
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	ca, err := os.ReadFile(o.ca)
	if err != nil {
		return err
	}
	pods, err := newNode(o, config, client, ca)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(hostIP, strconv.Itoa(o.port)))
	if err != nil {
		return err
	}
	self := nodereg.Node{Name: o.name, IP: hostIP, Port: int32(listener.Addr().(*net.TCPAddr).Port), Version: version.Get().GitVersion}
	registered, err := nodereg.Register(ctx, client, self)
	if err != nil {
		return err
	}
	slog.Info("node registered", "name", o.name, "at once", o.maxPodsRunning, "logs", listener.Addr())

	ctx, cancel := context.WithCancelCause(ctx)
	var all sync.WaitGroup
	start := func(part func(context.Context) error) {
		all.Add(1)
		go func() {
			defer all.Done()
			// One part's failure ends the node: half a node is hard to understand.
			if err := part(ctx); err != nil && ctx.Err() == nil {
				cancel(err)
			}
		}()
	}
	server := &logs.Server{Find: pods.Find, ClientName: o.clientName, CA: ca, Cert: o.tlsCert, Key: o.tlsKey}
	start(func(ctx context.Context) error { return server.Serve(ctx, listener) })
	start(func(ctx context.Context) error { nodereg.Keep(ctx, client, self, registered); return nil })
	start(func(ctx context.Context) error {
		return watch.Run(ctx, client, handlers(ctx, client, self, pods, o.state))
	})
	<-ctx.Done()
	all.Wait()
	pods.Wait()
	if cause := context.Cause(ctx); cause != context.Canceled {
		return cause
	}
	return nil
}

func newNode(o options, config *rest.Config, client kubernetes.Interface, ca []byte) (*podrun.Node, error) {
	api, err := url.Parse(config.Host)
	if err != nil {
		return nil, fmt.Errorf("API server: %w", err)
	}
	ips, err := podip.NewPool(o.podNetwork)
	if err != nil {
		return nil, err
	}
	return &podrun.Node{
		Name: o.name, Client: client, Root: poddir.Root(o.state), Starter: process.NewStarter(),
		Slots: podrun.NewSlots(o.maxPodsRunning), IPs: ips, HostIP: hostIP,
		API:    podrun.API{Host: api.Hostname(), Port: api.Port(), CA: ca},
		Claims: provisioner(client, o.state), Images: image.Programs(o.images),
	}, nil
}

func provisioner(client kubernetes.Interface, state string) *claim.Provisioner {
	return &claim.Provisioner{Client: client, Root: filepath.Join(state, "volumes")}
}

// handlers connects the cluster's changes with the node's parts.
func handlers(ctx context.Context, client kubernetes.Interface, self nodereg.Node, pods *podrun.Node, state string) watch.Handlers {
	binder := &bind.Binder{Client: client, Node: self.Name, Labels: self.Labels()}
	volumes := provisioner(client, state)
	return watch.Handlers{
		Pod: func(pod *corev1.Pod) error {
			if pod.Spec.NodeName == self.Name {
				pods.Update(ctx, pod)
				return nil
			}
			return binder.Handle(ctx, pod)
		},
		PodGone: pods.Forget,
		Claim:   func(claim *corev1.PersistentVolumeClaim) error { return volumes.Claimed(ctx, claim) },
		Volume:  func(volume *corev1.PersistentVolume) error { return volumes.Released(ctx, volume) },
		Synced: func(existing []*corev1.Pod) {
			known := map[poddir.Dir]bool{}
			for _, pod := range existing {
				known[pods.Root.For(pod)] = true
			}
			if err := pods.Root.Sweep(func(dir poddir.Dir) bool { return known[dir] }); err != nil {
				slog.Error("remove directories of old pods", "error", err)
			}
		},
	}
}
