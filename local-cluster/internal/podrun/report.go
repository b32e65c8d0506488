package podrun

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"db-operator/local-cluster/internal/podstatus"
)

const (
	callTimeout = 15 * time.Second
	retryAfter  = time.Second
)

// reporter writes a pod's status. Changes that come faster than the API server
// answers become one write.
type reporter struct {
	w       *worker
	changed chan struct{}
	quit    chan struct{}
	stopped chan struct{}
	sent    *corev1.PodStatus
}

func newReporter(w *worker) *reporter {
	return &reporter{w: w, changed: make(chan struct{}, 1), quit: make(chan struct{}), stopped: make(chan struct{})}
}

// wake has the present status written soon.
func (r *reporter) wake() {
	select {
	case r.changed <- struct{}{}:
	default: // a write is due anyway
	}
}

// stop ends run and waits for the write it is at: cut off, it would have to be
// done again.
func (r *reporter) stop() {
	close(r.quit)
	<-r.stopped
}

// run writes the status after each change until stop or the context ends.
func (r *reporter) run(ctx context.Context) {
	defer close(r.stopped)
	for {
		select {
		case <-r.changed:
		case <-r.quit:
			return
		case <-ctx.Done():
			return
		}
		r.final(ctx)
	}
}

// final writes the present status and tries until it is written, the pod is
// gone or the context ends.
func (r *reporter) final(ctx context.Context) {
	for {
		err := r.write(ctx)
		switch {
		case err == nil, ctx.Err() != nil:
			return
		case apierrors.IsNotFound(err), apierrors.IsConflict(err):
			// Gone. The event may have come before this worker was known.
			r.w.node.Forget(r.w.spec())
			return
		}
		slog.Warn("write pod status", "pod", r.w.dir, "error", err)
		select {
		case <-time.After(retryAfter):
		case <-ctx.Done():
			return
		}
	}
}

func (r *reporter) write(ctx context.Context) error {
	r.w.mu.Lock()
	status := podstatus.Build(r.w.view, metav1.Now())
	// The object's own copy gets it at once, so that times stay as they were first written.
	r.w.view.Spec.Status.StartTime = status.StartTime
	r.w.view.Spec.Status.Conditions = status.Conditions
	uid, gone := r.w.view.Spec.UID, r.w.gone
	r.w.mu.Unlock()
	if gone || r.sent != nil && equality.Semantic.DeepEqual(*r.sent, status) {
		return nil
	}
	// With the uid in it, the patch cannot hit a new pod of the same name.
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": uid}, "status": status})
	if err != nil {
		return err
	}
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err = r.w.node.Client.CoreV1().Pods(r.w.namespace).Patch(call, r.w.name, types.MergePatchType, patch, metav1.PatchOptions{}, "status")
	if err == nil {
		r.sent = &status
	}
	return err
}

// remove deletes the object of a pod that has ended and was asked to go.
func (w *worker) remove(ctx context.Context) {
	for {
		w.mu.Lock()
		uid, gone := w.view.Spec.UID, w.gone
		w.mu.Unlock()
		if gone {
			return
		}
		call, cancel := context.WithTimeout(ctx, callTimeout)
		options := metav1.NewDeleteOptions(0)
		options.Preconditions = metav1.NewUIDPreconditions(string(uid))
		err := w.node.Client.CoreV1().Pods(w.namespace).Delete(call, w.name, *options)
		cancel()
		if err == nil || ctx.Err() != nil || apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
			return
		}
		slog.Warn("delete pod", "pod", w.dir, "error", err)
		select {
		case <-time.After(retryAfter):
		case <-ctx.Done():
			return
		}
	}
}
