package podrun

import (
	"context"
	"log/slog"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"db-operator/local-cluster/internal/podstatus"
	"db-operator/local-cluster/internal/volume"
)

// containers makes the pod's volumes and runs its containers, until all have
// ended for good or life does.
func (w *worker) containers(life context.Context) {
	if !w.prepare(life) {
		return
	}
	refreshing := make(chan struct{})
	defer func() { <-refreshing }()
	life, cancel := context.WithCancel(life)
	defer cancel()
	go func() {
		defer close(refreshing)
		w.refresh(life)
	}()

	spec := w.spec().Spec
	for i := range spec.InitContainers {
		c := &container{w: w, spec: &spec.InitContainers[i], index: i, init: true}
		if !c.run(life) {
			return
		}
	}
	var all sync.WaitGroup
	for i := range spec.Containers {
		c := &container{w: w, spec: &spec.Containers[i], index: i}
		all.Add(1)
		go func() {
			defer all.Done()
			c.run(life)
		}()
	}
	all.Wait()
}

// prepare gives the pod its address and volumes. What cannot be had yet is
// tried again; the containers' state says what is missing.
func (w *worker) prepare(life context.Context) bool {
	for pause := time.Second; ; pause = longer(pause) {
		err := w.tryPrepare(life)
		if err == nil {
			return true
		}
		w.change(func(view *podstatus.Pod) {
			for _, list := range [][]corev1.ContainerStatus{view.Init, view.Main} {
				for i := range list {
					if list[i].State.Waiting != nil {
						list[i].State = podstatus.Waiting("ContainerCreating", err.Error())
					}
				}
			}
		})
		if !sleep(life, pause) {
			return false
		}
	}
}

func (w *worker) tryPrepare(life context.Context) error {
	if !w.addressed {
		// After a restart of the node the pod keeps its address if it can.
		ip, err := w.node.IPs.Take(w.spec().Status.PodIP)
		if err != nil {
			return err
		}
		w.addressed = true
		w.change(func(view *podstatus.Pod) { view.PodIP = ip })
	}
	set, err := w.makeVolumes(life)
	if err != nil {
		return err
	}
	w.volumes = set
	return nil
}

// makeVolumes writes the volumes, with fresh tokens, and the kubeconfig.
func (w *worker) makeVolumes(ctx context.Context) (*volume.Set, error) {
	pod := w.spec()
	set, err := volume.Make(w.dir.Volumes(), pod, cluster{ctx, w.node, pod})
	if err != nil {
		return nil, err
	}
	return set, w.writeKubeconfig(pod, set)
}

// refresh keeps the pod's tokens valid until life ends.
func (w *worker) refresh(life context.Context) {
	for due := w.volumes.Refresh; !due.IsZero(); {
		if !sleep(life, max(time.Until(due), 10*time.Second)) {
			return
		}
		set, err := w.makeVolumes(life)
		if err == nil {
			due = set.Refresh
		} else if life.Err() == nil {
			slog.Warn("refresh tokens", "pod", w.dir, "error", err)
		}
	}
}

// spec returns the pod as its containers see it: with its addresses.
func (w *worker) spec() *corev1.Pod {
	w.mu.Lock()
	defer w.mu.Unlock()
	pod := w.view.Spec.DeepCopy()
	pod.Status.PodIP, pod.Status.HostIP = w.view.PodIP, w.view.HostIP
	return pod
}

func longer(pause time.Duration) time.Duration { return min(2*pause, 10*time.Second) }

// sleep reports false if the context ended meanwhile.
func sleep(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
