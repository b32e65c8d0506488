// Package watch hands changes of the cluster's objects to the parts of the node.
package watch

import (
	"context"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// Handlers are called with an object each time it may have changed. Objects are
// shared and must not be altered. An error has the object handed over again later.
type Handlers struct {
	Pod     func(*corev1.Pod) error // any pod, bound or not
	PodGone func(*corev1.Pod)
	Claim   func(*corev1.PersistentVolumeClaim) error
	Volume  func(*corev1.PersistentVolume) error
	// Synced is called once, when all pods that exist are known.
	Synced func(pods []*corev1.Pod)
}

// Run watches until the context ends.
func Run(ctx context.Context, client kubernetes.Interface, handlers Handlers) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	pods := factory.Core().V1().Pods().Informer()
	if _, err := pods.AddEventHandler(cache.ResourceEventHandlerFuncs{DeleteFunc: func(object any) {
		if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
			object = last.Obj
		}
		if pod, ok := object.(*corev1.Pod); ok {
			handlers.PodGone(pod)
		}
	}}); err != nil {
		return err
	}
	queues := []*queue{
		newQueue(pods, func(object any) error { return handlers.Pod(object.(*corev1.Pod)) }),
		newQueue(factory.Core().V1().PersistentVolumeClaims().Informer(), func(object any) error {
			return handlers.Claim(object.(*corev1.PersistentVolumeClaim))
		}),
		newQueue(factory.Core().V1().PersistentVolumes().Informer(), func(object any) error {
			return handlers.Volume(object.(*corev1.PersistentVolume))
		}),
	}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	if !cache.WaitForCacheSync(ctx.Done(), pods.HasSynced) {
		return ctx.Err()
	}
	var known []*corev1.Pod
	for _, object := range pods.GetStore().List() {
		known = append(known, object.(*corev1.Pod))
	}
	handlers.Synced(known)
	for _, q := range queues {
		if err := q.start(); err != nil {
			return err
		}
	}
	<-ctx.Done()
	for _, q := range queues {
		q.stop()
	}
	return nil
}

// queue handles the objects of one kind, several at once but never one twice at
// the same time, and tries again after an error.
type queue struct {
	informer cache.SharedIndexInformer
	keys     workqueue.TypedRateLimitingInterface[string]
	handle   func(object any) error
	done     chan struct{}
}

const workers = 8

func newQueue(informer cache.SharedIndexInformer, handle func(any) error) *queue {
	limit := workqueue.NewTypedItemExponentialFailureRateLimiter[string](100*time.Millisecond, 10*time.Second)
	return &queue{informer: informer, handle: handle, done: make(chan struct{}, workers),
		keys: workqueue.NewTypedRateLimitingQueue(limit)}
}

func (q *queue) start() error {
	add := func(object any) {
		if key, err := cache.MetaNamespaceKeyFunc(object); err == nil {
			q.keys.Add(key)
		} else {
			slog.Error("object without a name", "error", err)
		}
	}
	for range workers {
		go q.work()
	}
	_, err := q.informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: add, UpdateFunc: func(_, object any) { add(object) },
	})
	return err
}

func (q *queue) work() {
	defer func() { q.done <- struct{}{} }()
	for {
		key, shutdown := q.keys.Get()
		if shutdown {
			return
		}
		object, exists, err := q.informer.GetStore().GetByKey(key)
		if err == nil && exists {
			err = q.handle(object)
		}
		if err != nil {
			slog.Warn("will try again", "object", key, "error", err)
			q.keys.AddRateLimited(key)
		} else {
			q.keys.Forget(key)
		}
		q.keys.Done(key)
	}
}

func (q *queue) stop() {
	q.keys.ShutDown()
	for range workers {
		<-q.done
	}
}
