// Package podrun runs pods: one worker per pod, which starts its containers,
// writes its status and ends with it.
package podrun

import (
	"context"
	"log/slog"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"

	"db-operator/local-cluster/internal/image"
	"db-operator/local-cluster/internal/poddir"
	"db-operator/local-cluster/internal/podip"
	"db-operator/local-cluster/internal/process"
)

// Node is what the workers share.
type Node struct {
	Name    string
	Client  kubernetes.Interface
	Root    poddir.Root
	Starter *process.Starter
	Slots   Slots
	IPs     *podip.Pool
	HostIP  string
	API     API
	Claims  Claims
	Images  image.Programs

	mu      sync.Mutex
	workers map[types.UID]*worker
	group   sync.WaitGroup
}

// API is how pods reach the API server.
type API struct {
	Host, Port string
	CA         []byte
}

// Claims finds the directory of a PersistentVolumeClaim.
type Claims interface {
	Dir(ctx context.Context, namespace, name string) (string, error)
}

// Update tells the node how a pod of its own looks now. A pod's worker stays
// known until Forget, so that a late event cannot start the pod a second time.
func (n *Node) Update(ctx context.Context, pod *corev1.Pod) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.workers == nil {
		n.workers = map[types.UID]*worker{}
	}
	w := n.workers[pod.UID]
	if w == nil {
		w = newWorker(n, pod)
		n.workers[pod.UID] = w
		n.group.Add(1)
		go func() {
			defer n.group.Done()
			w.run(ctx)
		}()
	}
	w.update(pod)
}

// Forget tells the node that the pod's object is gone: what still runs is
// stopped, and its directory goes.
func (n *Node) Forget(pod *corev1.Pod) {
	n.mu.Lock()
	w := n.workers[pod.UID]
	delete(n.workers, pod.UID)
	n.mu.Unlock()
	if w == nil {
		return
	}
	w.vanish()
	n.group.Add(1)
	go func() {
		defer n.group.Done()
		<-w.ended
		if err := n.Root.Archive(w.dir); err != nil {
			slog.Error("remove pod directory", "dir", w.dir, "error", err)
		}
	}()
}

// Wait returns when all workers have ended, after their context did.
func (n *Node) Wait() { n.group.Wait() }

// Find returns the directory of a pod and whether the container runs.
func (n *Node) Find(namespace, name, container string) (dir poddir.Dir, running func() bool, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range n.workers {
		if w.namespace == namespace && w.name == name {
			return w.dir, func() bool { return w.running(container) }, true
		}
	}
	return "", nil, false
}
