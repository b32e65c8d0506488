package podstatus

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Waiting returns the state of a container that does not run yet.
func Waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

// Ended returns the state of a container whose process ended.
func Ended(code, signal int, began, ended time.Time, message string) corev1.ContainerState {
	reason := "Completed"
	if code != 0 {
		reason = "Error"
	}
	return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
		ExitCode: int32(code), Signal: int32(signal), Reason: reason, Message: message,
		StartedAt: metav1.NewTime(began), FinishedAt: metav1.NewTime(ended),
	}}
}

// NotStarted returns the state of a container whose process could not be started.
func NotStarted(err error, now time.Time) corev1.ContainerState {
	state := Ended(128, 0, now, now, err.Error())
	state.Terminated.Reason = "StartError"
	return state
}

// Restore returns the containers' statuses as they are after the node was away:
// what was recorded as running has ended with it.
func Restore(containers []corev1.Container, recorded []corev1.ContainerStatus, now time.Time) []corev1.ContainerStatus {
	list := make([]corev1.ContainerStatus, 0, len(containers))
	for _, container := range containers {
		status := corev1.ContainerStatus{Name: container.Name, Image: container.Image, State: Waiting("PodInitializing", "")}
		for _, old := range recorded {
			if old.Name == container.Name {
				status = old
			}
		}
		if running := status.State.Running; running != nil {
			status.State = Ended(137, 0, running.StartedAt.Time, now, "the node stopped while the container ran")
			status.State.Terminated.Reason = "ContainerStatusUnknown"
		}
		status.Ready, status.Started = false, new(bool)
		list = append(list, status)
	}
	return list
}

// RunAgain says whether a container that ended is to be started again.
func RunAgain(policy corev1.RestartPolicy, init bool, exitCode int32) bool {
	switch policy {
	case corev1.RestartPolicyNever:
		return false
	case corev1.RestartPolicyAlways:
		return !init || exitCode != 0
	default:
		return exitCode != 0
	}
}
