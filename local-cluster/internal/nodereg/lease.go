package nodereg

import (
	"context"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	leaseclient "k8s.io/client-go/kubernetes/typed/coordination/v1"
)

const (
	leaseEvery   = 10 * time.Second
	leaseSeconds = int32(40)
)

// lease is the node's heartbeat.
type lease struct {
	client leaseclient.LeaseInterface
	node   *corev1.Node
	last   *coordinationv1.Lease
}

func newLease(client kubernetes.Interface, node *corev1.Node) *lease {
	return &lease{client: client.CoordinationV1().Leases(corev1.NamespaceNodeLease), node: node}
}

// renew writes the lease as we last saw it with a new time; a lease that others
// changed or removed is read or created at the next renewal.
func (l *lease) renew(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if l.last == nil {
		found, err := l.client.Get(ctx, l.node.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			l.last, err = l.client.Create(ctx, l.renewed(&coordinationv1.Lease{}), metav1.CreateOptions{})
			return err
		}
		if err != nil {
			return err
		}
		l.last = found
	}
	var err error
	l.last, err = l.client.Update(ctx, l.renewed(l.last.DeepCopy()), metav1.UpdateOptions{})
	if err != nil {
		l.last = nil
	}
	return err
}

func (l *lease) renewed(lease *coordinationv1.Lease) *coordinationv1.Lease {
	seconds, now := leaseSeconds, metav1.NowMicro()
	lease.Name, lease.Namespace = l.node.Name, corev1.NamespaceNodeLease
	lease.OwnerReferences = []metav1.OwnerReference{{APIVersion: "v1", Kind: "Node", Name: l.node.Name, UID: l.node.UID}}
	lease.Spec.HolderIdentity, lease.Spec.LeaseDurationSeconds, lease.Spec.RenewTime = &l.node.Name, &seconds, &now
	return lease
}
