package podrun

import (
	"context"
	"log/slog"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"db-operator/local-cluster/internal/poddir"
	"db-operator/local-cluster/internal/podstatus"
	"db-operator/local-cluster/internal/process"
	"db-operator/local-cluster/internal/volume"
)

// shutdownGrace bounds the grace period when the node itself stops.
const shutdownGrace = 5 * time.Second

// worker runs one pod from its binding to its end.
type worker struct {
	node            *Node
	namespace, name string
	dir             poddir.Dir
	share           share
	report          *reporter
	ended           chan struct{} // closed when nothing of the pod runs any more

	stopOnce sync.Once
	stop     chan struct{} // closed when the pod is to end before its time

	// Set before the first container starts, and only read then.
	addressed bool
	volumes   *volume.Set

	mu    sync.Mutex
	view  podstatus.Pod
	grace time.Duration
	gone  bool // the object no longer exists
}

func newWorker(node *Node, pod *corev1.Pod) *worker {
	now := time.Now()
	w := &worker{
		node: node, namespace: pod.Namespace, name: pod.Name, dir: node.Root.For(pod),
		ended: make(chan struct{}), stop: make(chan struct{}),
		view: podstatus.Pod{
			Spec: pod.DeepCopy(), HostIP: node.HostIP, PodIP: pod.Status.PodIP,
			Reason: pod.Status.Reason, Message: pod.Status.Message,
			Init: podstatus.Restore(pod.Spec.InitContainers, pod.Status.InitContainerStatuses, now),
			Main: podstatus.Restore(pod.Spec.Containers, pod.Status.ContainerStatuses, now),
		},
	}
	// Pods that run for good would hold their slots for good.
	if pod.Spec.RestartPolicy != corev1.RestartPolicyAlways {
		w.share.slots = node.Slots
	}
	w.report = newReporter(w)
	return w
}

// update takes over what others changed in the object.
func (w *worker) update(pod *corev1.Pod) {
	w.mu.Lock()
	newest := pod.DeepCopy()
	podstatus.Carry(&w.view.Spec.Status, &newest.Status)
	w.view.Spec = newest
	w.mu.Unlock()
	if pod.DeletionTimestamp != nil {
		grace := 30 * time.Second
		if pod.DeletionGracePeriodSeconds != nil {
			grace = time.Duration(*pod.DeletionGracePeriodSeconds) * time.Second
		}
		w.end(grace)
	}
}

// vanish is end for a pod whose object was removed by force.
func (w *worker) vanish() {
	w.mu.Lock()
	w.gone = true
	w.mu.Unlock()
	w.end(time.Second)
}

func (w *worker) end(grace time.Duration) {
	w.stopOnce.Do(func() {
		w.mu.Lock()
		w.grace = max(grace, time.Second)
		w.mu.Unlock()
		close(w.stop)
	})
}

// run ends when the pod's object is to be forgotten, or the node stops.
func (w *worker) run(ctx context.Context) {
	if !podstatus.Terminal(w.spec().Status.Phase) {
		w.live(ctx)
	}
	close(w.ended)
	select {
	case <-w.stop:
	case <-ctx.Done():
		return
	}
	w.remove(ctx)
}

// live runs the pod's containers until all have ended.
func (w *worker) live(ctx context.Context) {
	life, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-w.stop:
			cancel()
		case <-life.Done():
		}
	}()
	go w.report.run(ctx)
	if left, ok := untilDeadline(w.spec()); ok {
		timer := time.AfterFunc(left, w.tooLate(cancel))
		defer timer.Stop()
	}

	if what := unsupported(w.spec()); what != "" {
		w.change(func(view *podstatus.Pod) {
			view.Over, view.Reason, view.Message = true, "Unsupported", "the local node does not know "+what
		})
	} else {
		w.containers(life)
	}
	w.report.stop()
	if process.KillMarked(string(w.dir)) > 0 {
		slog.Info("killed what the pod's containers left behind", "pod", w.dir)
	}
	if w.addressed {
		w.node.IPs.Release(w.spec().Status.PodIP)
	}
	if ctx.Err() != nil {
		return // the node stops; at its next start it will see what became of the pod
	}
	if err := w.dir.Clean(); err != nil {
		slog.Error("clean pod directory", "dir", w.dir, "error", err)
	}
	w.change(func(view *podstatus.Pod) { view.Over = view.Over || isClosed(w.stop) })
	w.report.final(ctx)
}

// unsupported names what would make the pod hang if it were ignored.
func unsupported(pod *corev1.Pod) string {
	for i := range pod.Spec.InitContainers {
		if pod.Spec.InitContainers[i].RestartPolicy != nil {
			return "init containers with a restartPolicy"
		}
	}
	return ""
}

// untilDeadline says how much longer the pod may run, if there is a limit.
func untilDeadline(pod *corev1.Pod) (time.Duration, bool) {
	seconds := pod.Spec.ActiveDeadlineSeconds
	if seconds == nil {
		return 0, false
	}
	start := time.Now()
	if pod.Status.StartTime != nil {
		start = pod.Status.StartTime.Time
	}
	return time.Until(start.Add(time.Duration(*seconds) * time.Second)), true
}

func (w *worker) tooLate(cancel func()) func() {
	return func() {
		w.change(func(view *podstatus.Pod) {
			view.Over, view.Reason = true, "DeadlineExceeded"
			view.Message = "Pod was active on the node longer than the specified deadline"
		})
		cancel()
	}
}

// change alters the pod's view and has it reported.
func (w *worker) change(alter func(view *podstatus.Pod)) {
	w.mu.Lock()
	alter(&w.view)
	w.mu.Unlock()
	w.report.wake()
}

// gracePeriod is how long processes have between SIGTERM and SIGKILL.
func (w *worker) gracePeriod() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if isClosed(w.stop) {
		return w.grace
	}
	grace := 30 * time.Second
	if seconds := w.view.Spec.Spec.TerminationGracePeriodSeconds; seconds != nil {
		grace = time.Duration(*seconds) * time.Second
	}
	return min(grace, shutdownGrace)
}

func (w *worker) running(container string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, list := range [][]corev1.ContainerStatus{w.view.Init, w.view.Main} {
		for i := range list {
			if list[i].Name == container {
				return list[i].State.Running != nil
			}
		}
	}
	return false
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
