// Package nodereg makes the node known to the cluster and keeps it Ready.
package nodereg

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

const (
	statusEvery = 30 * time.Second // so that Ready is soon back after an outage
	callTimeout = 10 * time.Second
)

// Node describes the node.
type Node struct {
	Name, IP string
	Port     int32 // of the log server
	Version  string
}

// Labels are the node's; pods' node selectors are held against them.
func (n Node) Labels() map[string]string {
	return map[string]string{
		corev1.LabelHostname: n.Name, corev1.LabelOSStable: runtime.GOOS, corev1.LabelArchStable: runtime.GOARCH,
	}
}

// Register creates the Node, or takes over the one of that name.
func Register(ctx context.Context, client kubernetes.Interface, n Node) (*corev1.Node, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: n.Name, Labels: n.Labels()}}
	created, err := client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		created, err = client.CoreV1().Nodes().Get(ctx, n.Name, metav1.GetOptions{})
	}
	if err != nil {
		return nil, fmt.Errorf("register node: %w", err)
	}
	return created, writeStatus(ctx, client, n, time.Now())
}

// Keep renews the node's lease and status until the context ends.
func Keep(ctx context.Context, client kubernetes.Interface, n Node, node *corev1.Node) {
	lease := newLease(client, node)
	began := time.Now()
	next := began.Add(statusEvery)
	for {
		if err := lease.renew(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("renew node lease", "error", err)
		}
		if time.Now().After(next) {
			if err := writeStatus(ctx, client, n, began); err != nil && ctx.Err() == nil {
				slog.Warn("write node status", "error", err)
			}
			next = time.Now().Add(statusEvery)
		}
		select {
		case <-time.After(leaseEvery):
		case <-ctx.Done():
			return
		}
	}
}

func writeStatus(ctx context.Context, client kubernetes.Interface, n Node, since time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	patch, err := json.Marshal(map[string]any{"status": status(n, since, time.Now())})
	if err != nil {
		return err
	}
	_, err = client.CoreV1().Nodes().Patch(ctx, n.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	return err
}

// status is that of a node without pressure. The resources are generous: what
// really limits the node is how many pods it runs at the same time.
func status(n Node, since, now time.Time) corev1.NodeStatus {
	resources := corev1.ResourceList{
		corev1.ResourceCPU:    *resource.NewQuantity(int64(runtime.NumCPU()), resource.DecimalSI),
		corev1.ResourceMemory: resource.MustParse("64Gi"),
		corev1.ResourcePods:   resource.MustParse("1000"),
	}
	condition := func(kind corev1.NodeConditionType, value corev1.ConditionStatus, reason string) corev1.NodeCondition {
		return corev1.NodeCondition{Type: kind, Status: value, Reason: reason,
			LastHeartbeatTime: metav1.NewTime(now), LastTransitionTime: metav1.NewTime(since)}
	}
	return corev1.NodeStatus{
		Capacity: resources, Allocatable: resources,
		Conditions: []corev1.NodeCondition{
			condition(corev1.NodeReady, corev1.ConditionTrue, "LocalNodeReady"),
			condition(corev1.NodeMemoryPressure, corev1.ConditionFalse, "NotMeasured"),
			condition(corev1.NodeDiskPressure, corev1.ConditionFalse, "NotMeasured"),
			condition(corev1.NodePIDPressure, corev1.ConditionFalse, "NotMeasured"),
		},
		Addresses: []corev1.NodeAddress{
			{Type: corev1.NodeInternalIP, Address: n.IP}, {Type: corev1.NodeHostName, Address: n.Name},
		},
		DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: n.Port}},
		NodeInfo: corev1.NodeSystemInfo{
			KubeletVersion: n.Version, ContainerRuntimeVersion: "processes://1",
			OperatingSystem: runtime.GOOS, Architecture: runtime.GOARCH, OSImage: "processes of this machine",
		},
	}
}
