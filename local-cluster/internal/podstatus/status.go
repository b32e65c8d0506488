package podstatus

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Build returns the status to write. Conditions of others are kept, and a
// condition that did not change keeps its time.
func Build(p Pod, now metav1.Time) corev1.PodStatus {
	old := p.Spec.Status
	phase := Phase(p)
	status := corev1.PodStatus{
		Phase: phase, Reason: p.Reason, Message: p.Message,
		HostIP: p.HostIP, PodIP: p.PodIP, StartTime: old.StartTime,
		InitContainerStatuses: slices.Clone(p.Init), ContainerStatuses: slices.Clone(p.Main),
	}
	if status.StartTime == nil {
		status.StartTime = &now
	}
	if p.HostIP != "" {
		status.HostIPs = []corev1.HostIP{{IP: p.HostIP}}
	}
	if p.PodIP != "" {
		status.PodIPs = []corev1.PodIP{{IP: p.PodIP}}
	}
	status.Conditions = conditions(p, phase, now)
	return status
}

// Carry keeps in the newly seen status what this node wrote: an event may be
// older than the last write. Only what others wrote is taken from the event.
func Carry(known, seen *corev1.PodStatus) {
	if known.StartTime != nil {
		seen.StartTime = known.StartTime
	}
	strangers := slices.DeleteFunc(slices.Clone(seen.Conditions), func(c corev1.PodCondition) bool {
		return slices.ContainsFunc(known.Conditions, func(k corev1.PodCondition) bool { return k.Type == c.Type })
	})
	seen.Conditions = append(slices.Clone(known.Conditions), strangers...)
}

func conditions(p Pod, phase corev1.PodPhase, now metav1.Time) []corev1.PodCondition {
	reason, message := unready(p, phase)
	list := []corev1.PodCondition{
		condition(corev1.PodScheduled, true, "", ""),
		condition(corev1.PodInitialized, Initialized(p) || phase == corev1.PodSucceeded, "ContainersNotInitialized", "init containers have not ended well"),
		condition(corev1.ContainersReady, reason == "", reason, message),
		condition(corev1.PodReady, reason == "", reason, message),
	}
	for i := range list {
		list[i].LastTransitionTime = now
	}
	for _, old := range p.Spec.Status.Conditions {
		i := slices.IndexFunc(list, func(c corev1.PodCondition) bool { return c.Type == old.Type })
		switch {
		case i < 0:
			list = append(list, old)
		case list[i].Status == old.Status && !old.LastTransitionTime.IsZero():
			list[i].LastTransitionTime = old.LastTransitionTime
		}
	}
	return list
}

// unready says why the pod is not ready; the reason is empty if it is.
func unready(p Pod, phase corev1.PodPhase) (reason, message string) {
	switch phase {
	case corev1.PodSucceeded:
		return "PodCompleted", ""
	case corev1.PodFailed:
		return "PodFailed", ""
	}
	var names []string
	for i := range p.Main {
		if !p.Main[i].Ready {
			names = append(names, p.Main[i].Name)
		}
	}
	if len(names) > 0 {
		return "ContainersNotReady", fmt.Sprintf("containers with unready status: [%s]", strings.Join(names, " "))
	}
	return "", ""
}

func condition(kind corev1.PodConditionType, ok bool, reason, message string) corev1.PodCondition {
	if ok {
		return corev1.PodCondition{Type: kind, Status: corev1.ConditionTrue}
	}
	return corev1.PodCondition{Type: kind, Status: corev1.ConditionFalse, Reason: reason, Message: message}
}
