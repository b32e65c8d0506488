package podrun

import (
	"context"
	"sync"
)

// Slots limits how many pods run at the same time. Waiting ones go in order.
type Slots chan struct{}

// NewSlots returns n free slots.
func NewSlots(n int) Slots { return make(Slots, n) }

// share is one pod's use of a slot: its containers need one slot together, for
// as long as any of them runs. Without slots there is no limit.
type share struct {
	slots Slots
	mu    sync.Mutex
	users int
}

// enter waits for a slot unless the pod has one. It fails only with the context.
func (s *share) enter(ctx context.Context) error {
	if s.slots == nil {
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users == 0 {
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.users++
	return nil
}

func (s *share) leave() {
	if s.slots == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users--; s.users == 0 {
		<-s.slots
	}
}
