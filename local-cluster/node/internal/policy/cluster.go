// Package policy turns NetworkPolicies into rules of nftables, for a node that has all pods.
package policy

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// Cluster is what policies are about.
type Cluster struct {
	Namespaces []*corev1.Namespace
	Pods       []*corev1.Pod
	Policies   []*networkingv1.NetworkPolicy
}

// selected returns the pods with an address whose labels, and whose namespace's labels, fit. Without a selector for
// namespaces only the given one counts.
func (c Cluster) selected(namespace string, namespaces, pods *metav1.LabelSelector) []*corev1.Pod {
	var found []*corev1.Pod
	for _, pod := range c.Pods {
		if pod.Status.PodIP == "" || pod.Spec.HostNetwork || ended(pod) || !fits(pods, pod.Labels) {
			continue
		}
		if namespaces == nil && pod.Namespace == namespace || namespaces != nil && fits(namespaces, c.labelsOf(pod.Namespace)) {
			found = append(found, pod)
		}
	}
	return found
}

func (c Cluster) labelsOf(namespace string) map[string]string {
	for _, candidate := range c.Namespaces {
		if candidate.Name == namespace {
			return candidate.Labels
		}
	}
	return nil
}

// An ended pod's address may be another one's already.
func ended(pod *corev1.Pod) bool {
	return pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

// fits says whether a selector takes these labels; one that is not there takes all. The API server has checked it.
func fits(selector *metav1.LabelSelector, given map[string]string) bool {
	if selector == nil {
		return true
	}
	parsed, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && parsed.Matches(labels.Set(given))
}

// everywhere selects all namespaces.
var everywhere = &metav1.LabelSelector{}
