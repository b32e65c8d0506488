// Package podstatus computes what a pod's status says from what its containers do.
package podstatus

import corev1 "k8s.io/api/core/v1"

// Pod is what the node knows about a pod it runs.
type Pod struct {
	Spec *corev1.Pod // its spec and its last known status
	Init []corev1.ContainerStatus
	Main []corev1.ContainerStatus

	// Over says that no container will be started any more: the pod is being
	// deleted, or was given up for Reason.
	Over            bool
	Reason, Message string
	PodIP, HostIP   string
}

// Phase returns the pod's phase.
func Phase(p Pod) corev1.PodPhase {
	policy := p.Spec.Spec.RestartPolicy
	if p.Over {
		switch {
		case anyRunning(p.Init) || anyRunning(p.Main):
			return before(p)
		case p.Reason == "" && allSucceeded(p.Main):
			return corev1.PodSucceeded
		}
		return corev1.PodFailed
	}
	if !Initialized(p) {
		if policy == corev1.RestartPolicyNever && anyFailed(p.Init) {
			return corev1.PodFailed
		}
		return corev1.PodPending
	}
	ended := len(p.Main) > 0
	for i := range p.Main {
		ended = ended && p.Main[i].State.Terminated != nil
	}
	switch {
	case ended && policy == corev1.RestartPolicyNever && !allSucceeded(p.Main):
		return corev1.PodFailed
	case ended && policy != corev1.RestartPolicyAlways && allSucceeded(p.Main):
		return corev1.PodSucceeded
	}
	return before(p)
}

// Initialized says whether all init containers have succeeded.
func Initialized(p Pod) bool { return len(p.Spec.Spec.InitContainers) == 0 || allSucceeded(p.Init) }

// Terminal says whether a phase is the pod's last.
func Terminal(phase corev1.PodPhase) bool {
	return phase == corev1.PodSucceeded || phase == corev1.PodFailed
}

// before is the phase of a pod that has not ended.
func before(p Pod) corev1.PodPhase {
	for i := range p.Main {
		status := &p.Main[i]
		if status.State.Waiting == nil || status.LastTerminationState.Terminated != nil {
			return corev1.PodRunning
		}
	}
	return corev1.PodPending
}

func anyRunning(list []corev1.ContainerStatus) bool {
	for i := range list {
		if list[i].State.Running != nil {
			return true
		}
	}
	return false
}

func anyFailed(list []corev1.ContainerStatus) bool {
	for i := range list {
		if ended := list[i].State.Terminated; ended != nil && ended.ExitCode != 0 {
			return true
		}
	}
	return false
}

func allSucceeded(list []corev1.ContainerStatus) bool {
	for i := range list {
		if ended := list[i].State.Terminated; ended == nil || ended.ExitCode != 0 {
			return false
		}
	}
	return len(list) > 0
}
