// Package controllers runs those controllers of Kubernetes, unmodified, that the local cluster needs. The program that
// Kubernetes has for them links all controllers and, with them, scheduler, kubelet and drivers of volumes, which takes
// longer to compile than everything here.
package controllers

import (
	"context"
	"fmt"
	"os"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/metadata/metadatainformer"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/controller-manager/pkg/clientbuilder"
	"k8s.io/controller-manager/pkg/informerfactory"
)

const resync = 12 * time.Hour

// Options are what the controllers are told.
type Options struct {
	Kubeconfig        string
	RootCA            string // the file with the certificate that pods trust the API server by
	ServiceAccountKey string // the file with the key that signs the tokens in Secrets
}

// manager is what all controllers share.
type manager struct {
	ctx      context.Context
	root     clientbuilder.ControllerClientBuilder // with the rights of the kubeconfig
	own      clientbuilder.ControllerClientBuilder // each controller as the service account that Kubernetes has for it
	shared   informers.SharedInformerFactory
	metadata informerfactory.InformerFactory
	mapper   meta.ResettableRESTMapper
	started  chan struct{}
	rootCA   []byte
	key      string
}

// Run runs the controllers until the context ends.
func Run(ctx context.Context, options Options) error {
	config, err := clientcmd.BuildConfigFromFlags("", options.Kubeconfig)
	if err != nil {
		return fmt.Errorf("--kubeconfig: %w", err)
	}
	// The default rate would throttle hundreds of Jobs.
	config.QPS, config.Burst = 500, 1000
	rootCA, err := os.ReadFile(options.RootCA)
	if err != nil {
		return fmt.Errorf("--root-ca-file: %w", err)
	}
	m, err := newManager(ctx, config)
	if err != nil {
		return err
	}
	m.rootCA, m.key = rootCA, options.ServiceAccountKey
	for _, controller := range all {
		if err := controller.start(m); err != nil {
			return fmt.Errorf("start %s: %w", controller.name, err)
		}
	}
	m.shared.Start(ctx.Done())
	m.metadata.Start(ctx.Done())
	close(m.started)
	<-ctx.Done()
	return nil
}

func newManager(ctx context.Context, config *rest.Config) (*manager, error) {
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	metadataClient, err := metadata.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	m := &manager{
		ctx:  ctx,
		root: clientbuilder.SimpleControllerClientBuilder{ClientConfig: config},
		own: clientbuilder.NewDynamicClientBuilder(
			rest.AnonymousClientConfig(config), client.CoreV1(), metav1.NamespaceSystem),
		shared:  informers.NewSharedInformerFactory(client, resync),
		mapper:  restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client.Discovery())),
		started: make(chan struct{}),
	}
	m.metadata = informerfactory.NewInformerFactory(
		m.shared, metadatainformer.NewSharedInformerFactory(metadataClient, resync))
	go wait.Until(m.mapper.Reset, 30*time.Second, ctx.Done())
	return m, nil
}

// client is one with the rights of the service account of that name.
func (m *manager) client(name string) kubernetes.Interface { return m.own.ClientOrDie(name) }
