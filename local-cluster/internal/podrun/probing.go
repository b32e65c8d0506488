package podrun

import (
	"context"
	"log/slog"
	"os"
	"sync"

	corev1 "k8s.io/api/core/v1"

	"db-operator/local-cluster/internal/podenv"
	"db-operator/local-cluster/internal/probe"
	"db-operator/local-cluster/internal/process"
)

func (c *container) readyFromStart() bool {
	return !c.init && c.spec.ReadinessProbe == nil && c.spec.StartupProbe == nil
}

// probe runs the container's probes until the context ends. The channel it
// returns is closed when the container is found to need a restart.
func (c *container) probe(ctx context.Context, spec process.Spec) <-chan struct{} {
	unhealthy := make(chan struct{})
	var once sync.Once
	giveUp := func(kind string) func(bool, error) {
		return func(well bool, err error) {
			if !well {
				slog.Info("container failed its "+kind+" probe", "pod", c.w.dir, "container", c.spec.Name, "error", err)
				once.Do(func() { close(unhealthy) })
			}
		}
	}
	target := probe.Target{IP: c.w.spec().Status.PodIP, Ports: c.spec.Ports, Exec: c.exec(spec)}
	go func() {
		if !c.startUp(ctx, target, giveUp("startup")) {
			return
		}
		if c.spec.LivenessProbe != nil {
			go probe.Watch(ctx, c.spec.LivenessProbe, target, giveUp("liveness"))
		}
		if c.spec.ReadinessProbe != nil {
			probe.Watch(ctx, c.spec.ReadinessProbe, target, func(well bool, _ error) { c.setReady(well) })
		}
	}()
	return unhealthy
}

// startUp waits until the startup probe, if any, was answered well.
func (c *container) startUp(ctx context.Context, target probe.Target, failed func(bool, error)) bool {
	if c.spec.StartupProbe == nil {
		return true
	}
	starting, started := context.WithCancel(ctx)
	defer started()
	probe.Watch(starting, c.spec.StartupProbe, target, func(well bool, err error) {
		if well {
			started()
			return
		}
		failed(well, err)
	})
	if ctx.Err() != nil {
		return false
	}
	c.set(func(status *corev1.ContainerStatus) {
		if status.State.Running != nil {
			status.Started, status.Ready = pointer(true), c.spec.ReadinessProbe == nil
		}
	})
	return true
}

func (c *container) setReady(ready bool) {
	if status := c.status(); status.Ready == ready {
		return
	}
	c.set(func(status *corev1.ContainerStatus) { status.Ready = ready && status.State.Running != nil })
}

// exec runs probe commands with the container's environment, output unread.
func (c *container) exec(spec process.Spec) func(context.Context, []string) (int, error) {
	return func(ctx context.Context, command []string) (int, error) {
		null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
		if err != nil {
			return 0, err
		}
		defer null.Close()
		mounts, err := c.w.volumes.Mounts(c.spec)
		if err != nil {
			return 0, err
		}
		asked := spec
		asked.Log, asked.Argv = null, arguments(command, mounts)
		running, err := c.w.node.Starter.Start(asked)
		if err != nil {
			return 0, err
		}
		select {
		case <-running.Done():
		case <-ctx.Done():
			running.Terminate(0)
			return 0, ctx.Err()
		}
		return running.Exit().Code, nil
	}
}

func arguments(command []string, mounts podenv.Mounts) []string {
	list := make([]string, 0, len(command))
	for _, argument := range command {
		list = append(list, mounts.Argument(argument))
	}
	return list
}
