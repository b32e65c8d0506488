package controllers

import (
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/certificates/rootcacertpublisher"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
	"k8s.io/kubernetes/pkg/controller/cronjob"
	"k8s.io/kubernetes/pkg/controller/deployment"
	"k8s.io/kubernetes/pkg/controller/job"
	"k8s.io/kubernetes/pkg/controller/replicaset"
	serviceaccounts "k8s.io/kubernetes/pkg/controller/serviceaccount"
	"k8s.io/kubernetes/pkg/controller/statefulset"
	"k8s.io/kubernetes/pkg/controller/ttlafterfinished"
	"k8s.io/kubernetes/pkg/controller/volume/pvcprotection"
	"k8s.io/kubernetes/pkg/controller/volume/pvprotection"
)

// all are started in this order; the tokens come first, as in Kubernetes.
var all = []struct {
	name  string
	start func(*manager) error
}{
	{"service account tokens", startTokens},
	{"service accounts", startServiceAccounts},
	{"root CA publisher", startRootCA},
	{"namespaces", startNamespaces},
	{"garbage collector", startGarbageCollector},
	{"resource quotas", startResourceQuotas},
	{"cluster role aggregation", startAggregation},
	{"jobs", startJobs},
	{"cron jobs", startCronJobs},
	{"TTL after finished", startTTL},
	{"replica sets", startReplicaSets},
	{"deployments", startDeployments},
	{"stateful sets", startStatefulSets},
	{"disruption", startDisruption},
	{"node lifecycle", startNodeLifecycle},
	{"volume binder", startBinder},
	{"protection of claims", startClaimProtection},
	{"protection of volumes", startVolumeProtection},
}

func startServiceAccounts(m *manager) error {
	c, err := serviceaccounts.NewServiceAccountsController(m.shared.Core().V1().ServiceAccounts(),
		m.shared.Core().V1().Namespaces(), m.client("service-account-controller"),
		serviceaccounts.DefaultServiceAccountsControllerOptions())
	if err == nil {
		go c.Run(m.ctx, 1)
	}
	return err
}

func startRootCA(m *manager) error {
	c, err := rootcacertpublisher.NewPublisher(m.shared.Core().V1().ConfigMaps(), m.shared.Core().V1().Namespaces(),
		m.client("root-ca-cert-publisher"), m.rootCA)
	if err == nil {
		go c.Run(m.ctx, 1)
	}
	return err
}

func startAggregation(m *manager) error {
	go clusterroleaggregation.NewClusterRoleAggregation(m.shared.Rbac().V1().ClusterRoles(),
		m.client("clusterrole-aggregation-controller").RbacV1()).Run(m.ctx, 5)
	return nil
}

func startJobs(m *manager) error {
	c, err := job.NewController(m.ctx, m.shared.Core().V1().Pods(), m.shared.Batch().V1().Jobs(), m.client("job-controller"))
	if err == nil {
		go c.Run(m.ctx, 20)
	}
	return err
}

func startCronJobs(m *manager) error {
	c, err := cronjob.NewControllerV2(m.ctx, m.shared.Batch().V1().Jobs(), m.shared.Batch().V1().CronJobs(),
		m.client("cronjob-controller"))
	if err == nil {
		go c.Run(m.ctx, 10)
	}
	return err
}

func startTTL(m *manager) error {
	go ttlafterfinished.New(m.ctx, m.shared.Batch().V1().Jobs(), m.client("ttl-after-finished-controller")).Run(m.ctx, 5)
	return nil
}

func startReplicaSets(m *manager) error {
	go replicaset.NewReplicaSetController(m.ctx, m.shared.Apps().V1().ReplicaSets(), m.shared.Core().V1().Pods(),
		m.client("replicaset-controller"), replicaset.BurstReplicas).Run(m.ctx, 5)
	return nil
}

func startDeployments(m *manager) error {
	c, err := deployment.NewDeploymentController(m.ctx, m.shared.Apps().V1().Deployments(), m.shared.Apps().V1().ReplicaSets(),
		m.shared.Core().V1().Pods(), m.client("deployment-controller"))
	if err == nil {
		go c.Run(m.ctx, 5)
	}
	return err
}

func startStatefulSets(m *manager) error {
	go statefulset.NewStatefulSetController(m.ctx, m.shared.Core().V1().Pods(), m.shared.Apps().V1().StatefulSets(),
		m.shared.Core().V1().PersistentVolumeClaims(), m.shared.Apps().V1().ControllerRevisions(),
		m.client("statefulset-controller")).Run(m.ctx, 5)
	return nil
}

func startClaimProtection(m *manager) error {
	c, err := pvcprotection.NewPVCProtectionController(klog.FromContext(m.ctx), m.shared.Core().V1().PersistentVolumeClaims(),
		m.shared.Core().V1().Pods(), m.client("pvc-protection-controller"))
	if err == nil {
		go c.Run(m.ctx, 1)
	}
	return err
}

func startVolumeProtection(m *manager) error {
	go pvprotection.NewPVProtectionController(klog.FromContext(m.ctx), m.shared.Core().V1().PersistentVolumes(),
		m.client("pv-protection-controller")).Run(m.ctx, 1)
	return nil
}
