// Package bind gives pods that have no node yet to this one. There is no
// scheduler in the local cluster: with one node there is little to choose.
package bind

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

const callTimeout = 10 * time.Second

// Binder binds pods to the node with that name and those labels.
type Binder struct {
	Client kubernetes.Interface
	Node   string
	Labels map[string]string
}

// Wants says whether the pod is to be bound now, and otherwise why not; the
// reason is empty if it is none of our business.
func (b *Binder) Wants(pod *corev1.Pod) (ok bool, reason string) {
	switch {
	case pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil || pod.Spec.SchedulerName != corev1.DefaultSchedulerName:
		return false, ""
	case len(pod.Spec.SchedulingGates) > 0:
		return false, ""
	case !labels.SelectorFromSet(pod.Spec.NodeSelector).Matches(labels.Set(b.Labels)):
		return false, "0/1 nodes are available: 1 node didn't match Pod's node selector."
	}
	return true, ""
}

// Handle binds a pod that waits for a node, or says in its status why not. The
// error is worth another try.
func (b *Binder) Handle(ctx context.Context, pod *corev1.Pod) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ok, reason := b.Wants(pod)
	switch {
	case ok:
		return b.bind(ctx, pod)
	case reason != "" && !refused(pod):
		return b.refuse(ctx, pod, reason)
	}
	return nil
}

func (b *Binder) bind(ctx context.Context, pod *corev1.Pod) error {
	err := b.Client.CoreV1().Pods(pod.Namespace).Bind(ctx, &corev1.Binding{
		ObjectMeta: metav1.ObjectMeta{Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
		Target:     corev1.ObjectReference{Kind: "Node", Name: b.Node},
	}, metav1.CreateOptions{})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		slog.Info("pod is gone or bound already", "namespace", pod.Namespace, "pod", pod.Name)
		return nil
	}
	if err != nil {
		return fmt.Errorf("bind %s/%s: %w", pod.Namespace, pod.Name, err)
	}
	return nil
}

func (b *Binder) refuse(ctx context.Context, pod *corev1.Pod, reason string) error {
	patch, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": pod.UID},
		"status": map[string]any{"conditions": []corev1.PodCondition{{
			Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: corev1.PodReasonUnschedulable,
			Message: reason, LastTransitionTime: metav1.Now(),
		}}},
	})
	if err != nil {
		return err
	}
	_, err = b.Client.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil // gone
	}
	return err
}

func refused(pod *corev1.Pod) bool {
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodScheduled && condition.Status == corev1.ConditionFalse {
			return true
		}
	}
	return false
}
