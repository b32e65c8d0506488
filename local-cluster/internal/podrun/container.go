package podrun

import (
	"context"
	"errors"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"db-operator/local-cluster/internal/backoff"
	"db-operator/local-cluster/internal/podstatus"
	"db-operator/local-cluster/internal/process"
)

// container runs one container of a pod, again and again if its policy says so.
type container struct {
	w     *worker
	spec  *corev1.Container
	index int
	init  bool
	crash backoff.Crash
}

// run returns when the container has ended for good or life ends, and reports
// whether it succeeded.
func (c *container) run(life context.Context) bool {
	policy := c.w.spec().Spec.RestartPolicy
	for again := false; ; again = true {
		if ended := c.status().State.Terminated; ended != nil {
			if !podstatus.RunAgain(policy, c.init, ended.ExitCode) {
				return ended.ExitCode == 0
			}
			again = true
			if !c.backOff(life, ended) {
				return false
			}
		}
		spec, ok := c.ready(life)
		if !ok || c.w.share.enter(life) != nil {
			return false
		}
		c.once(life, spec, again)
		c.w.share.leave()
		if life.Err() != nil {
			return false
		}
	}
}

// backOff waits before a container that ended is started again.
func (c *container) backOff(life context.Context, ended *corev1.ContainerStateTerminated) bool {
	pause := c.crash.After(ended.FinishedAt.Sub(ended.StartedAt.Time))
	c.set(func(status *corev1.ContainerStatus) {
		status.LastTerminationState = status.State
		status.State = podstatus.Waiting("ContainerCreating", "")
		if pause > 0 {
			status.State = podstatus.Waiting("CrashLoopBackOff", "back-off "+pause.String()+" restarting failed container="+c.spec.Name)
		}
	})
	return sleep(life, pause)
}

// ready returns what to run. While something it needs is missing it says so and
// tries again; it gives up only with life.
func (c *container) ready(life context.Context) (process.Spec, bool) {
	c.waiting("ContainerCreating", "")
	for pause := time.Second; ; pause = longer(pause) {
		spec, err := c.command(life)
		if err == nil {
			c.waiting("ContainerCreating", "waiting until the node has room for one more pod")
			return spec, true
		}
		reason := "CreateContainerConfigError"
		if image := imageError(""); errors.As(err, &image) {
			reason = "ErrImagePull"
		}
		c.waiting(reason, err.Error())
		if !sleep(life, pause) {
			return process.Spec{}, false
		}
	}
}

// once runs the container's process once and records how it ended.
func (c *container) once(life context.Context, spec process.Spec, again bool) {
	running, err := c.start(spec)
	began := time.Now()
	if err != nil {
		c.set(func(status *corev1.ContainerStatus) {
			status.State = podstatus.NotStarted(err, began)
			count(status, again)
		})
		return
	}
	c.set(func(status *corev1.ContainerStatus) {
		status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.NewTime(began)}}
		status.Started, status.Ready = pointer(c.spec.StartupProbe == nil), c.readyFromStart()
		count(status, again)
	})
	probing, stopProbing := context.WithCancel(life)
	unhealthy := c.probe(probing, spec)
	select {
	case <-running.Done():
	case <-unhealthy:
		running.Terminate(c.w.gracePeriod())
	case <-life.Done():
		running.Terminate(c.w.gracePeriod())
	}
	stopProbing()
	exit := running.Exit()
	message := c.message(exit.Code)
	c.set(func(status *corev1.ContainerStatus) {
		status.State = podstatus.Ended(exit.Code, exit.Signal, began, time.Now(), message)
		status.Ready, status.Started = false, new(bool)
	})
}

// start starts the process with a new log.
func (c *container) start(spec process.Spec) (*process.Process, error) {
	if err := c.w.dir.Rotate(c.spec.Name); err != nil {
		return nil, err
	}
	log, err := os.OpenFile(c.w.dir.Log(c.spec.Name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the process has a copy
	spec.Log = log
	return c.w.node.Starter.Start(spec)
}

func count(status *corev1.ContainerStatus, again bool) {
	if again {
		status.RestartCount++
	}
}

func (c *container) waiting(reason, message string) {
	c.set(func(status *corev1.ContainerStatus) { status.State = podstatus.Waiting(reason, message) })
}

func (c *container) set(alter func(status *corev1.ContainerStatus)) {
	c.w.change(func(view *podstatus.Pod) { alter(c.in(view)) })
}

func (c *container) status() corev1.ContainerStatus {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	return *c.in(&c.w.view)
}

func (c *container) in(view *podstatus.Pod) *corev1.ContainerStatus {
	if c.init {
		return &view.Init[c.index]
	}
	return &view.Main[c.index]
}

func pointer[T any](value T) *T { return &value }
