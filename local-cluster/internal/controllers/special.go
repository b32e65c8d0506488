package controllers

import (
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/quota/v1/generic"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/scale"
	"k8s.io/client-go/util/keyutil"
	"k8s.io/klog/v2"
	pkgcontroller "k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/disruption"
	"k8s.io/kubernetes/pkg/controller/garbagecollector"
	"k8s.io/kubernetes/pkg/controller/namespace"
	"k8s.io/kubernetes/pkg/controller/nodelifecycle"
	"k8s.io/kubernetes/pkg/controller/resourcequota"
	serviceaccounts "k8s.io/kubernetes/pkg/controller/serviceaccount"
	"k8s.io/kubernetes/pkg/controller/volume/persistentvolume"
	quotas "k8s.io/kubernetes/pkg/quota/v1/install"
	"k8s.io/kubernetes/pkg/serviceaccount"
)

// The controllers that are told more than informers and a client. Their settings are the defaults of Kubernetes, apart from
// the number of workers.

func startTokens(m *manager) error {
	key, err := keyutil.PrivateKeyFromFile(m.key)
	if err != nil {
		return err
	}
	generator, err := serviceaccount.JWTTokenGenerator(serviceaccount.LegacyIssuer, key)
	if err != nil {
		return err
	}
	c, err := serviceaccounts.NewTokensController(klog.FromContext(m.ctx), m.shared.Core().V1().ServiceAccounts(),
		m.shared.Core().V1().Secrets(), m.root.ClientOrDie("tokens-controller"),
		serviceaccounts.TokensControllerOptions{TokenGenerator: generator, RootCA: m.rootCA})
	if err == nil {
		go c.Run(m.ctx, 5)
	}
	return err
}

func startNamespaces(m *manager) error {
	config := m.own.ConfigOrDie("namespace-controller")
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	metadataClient, err := metadata.NewForConfig(config)
	if err != nil {
		return err
	}
	go namespace.NewNamespaceController(m.ctx, client, metadataClient, client.Discovery().ServerPreferredNamespacedResources,
		m.shared.Core().V1().Namespaces(), 5*time.Minute, v1.FinalizerKubernetes).Run(m.ctx, 20)
	return nil
}

func startGarbageCollector(m *manager) error {
	const name = "generic-garbage-collector"
	metadataClient, err := metadata.NewForConfig(m.own.ConfigOrDie(name))
	if err != nil {
		return err
	}
	ignored := map[schema.GroupResource]struct{}{}
	for resource := range garbagecollector.DefaultIgnoredResources() {
		ignored[resource] = struct{}{}
	}
	graph := garbagecollector.NewDependencyGraphBuilder(m.ctx, metadataClient, m.mapper, ignored, m.metadata, m.started)
	c, err := garbagecollector.NewComposedGarbageCollector(m.ctx, m.client(name), metadataClient, m.mapper, graph)
	if err != nil {
		return err
	}
	go c.Run(m.ctx, 40, 30*time.Second)
	go c.Sync(m.ctx, m.own.DiscoveryClientOrDie(name), 30*time.Second)
	return nil
}

func startResourceQuotas(m *manager) error {
	const name = "resourcequota-controller"
	discover := m.own.DiscoveryClientOrDie(name).ServerPreferredNamespacedResources
	configuration := quotas.NewQuotaConfigurationForControllers(generic.ListerFuncForResourceFunc(m.shared.ForResource))
	c, err := resourcequota.NewController(m.ctx, &resourcequota.ControllerOptions{
		QuotaClient:               m.client(name).CoreV1(),
		ResourceQuotaInformer:     m.shared.Core().V1().ResourceQuotas(),
		ResyncPeriod:              pkgcontroller.StaticResyncPeriodFunc(5 * time.Minute),
		InformerFactory:           m.metadata,
		ReplenishmentResyncPeriod: pkgcontroller.StaticResyncPeriodFunc(resync),
		DiscoveryFunc:             discover,
		IgnoredResourcesFunc:      configuration.IgnoredResources,
		InformersStarted:          m.started,
		Registry:                  generic.NewRegistry(configuration.Evaluators()),
		UpdateFilter:              quotas.DefaultUpdateFilter(),
	})
	if err != nil {
		return err
	}
	go c.Run(m.ctx, 5)
	go c.Sync(m.ctx, discover, 30*time.Second)
	return nil
}

func startDisruption(m *manager) error {
	const name = "disruption-controller"
	client := m.client(name)
	scales, err := scale.NewForConfig(m.own.ConfigOrDie(name), m.mapper, dynamic.LegacyAPIPathResolverFunc,
		scale.NewDiscoveryScaleKindResolver(client.Discovery()))
	if err != nil {
		return err
	}
	go disruption.NewDisruptionController(m.ctx, m.shared.Core().V1().Pods(), m.shared.Policy().V1().PodDisruptionBudgets(),
		m.shared.Core().V1().ReplicationControllers(), m.shared.Apps().V1().ReplicaSets(), m.shared.Apps().V1().Deployments(),
		m.shared.Apps().V1().StatefulSets(), client, m.mapper, scales, client.Discovery()).Run(m.ctx)
	return nil
}

func startNodeLifecycle(m *manager) error {
	c, err := nodelifecycle.NewNodeLifecycleController(m.ctx, m.shared.Coordination().V1().Leases(),
		m.shared.Core().V1().Pods(), m.shared.Core().V1().Nodes(), m.shared.Apps().V1().DaemonSets(), m.client("node-controller"),
		5*time.Second, time.Minute, 50*time.Second, 0.1, 0.01, 50, 0.55)
	if err == nil {
		go c.Run(m.ctx)
	}
	return err
}

// startBinder binds claims to the volumes that the node makes for them; drivers of volumes there are none.
func startBinder(m *manager) error {
	c, err := persistentvolume.NewController(m.ctx, persistentvolume.ControllerParameters{
		KubeClient:                m.client("persistent-volume-binder"),
		SyncPeriod:                15 * time.Second,
		VolumeInformer:            m.shared.Core().V1().PersistentVolumes(),
		ClaimInformer:             m.shared.Core().V1().PersistentVolumeClaims(),
		ClassInformer:             m.shared.Storage().V1().StorageClasses(),
		PodInformer:               m.shared.Core().V1().Pods(),
		NodeInformer:              m.shared.Core().V1().Nodes(),
		EnableDynamicProvisioning: true,
	})
	if err == nil {
		go c.Run(m.ctx)
	}
	return err
}
