package podrun

import (
	"context"
	"testing"
	"time"
)

func TestContainersOfAPodShareASlot(t *testing.T) {
	slots := NewSlots(1)
	one, other := share{slots: slots}, share{slots: slots}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	for range 2 {
		if err := one.enter(ctx); err != nil {
			t.Fatal(err)
		}
	}
	one.leave()
	if err := other.enter(ctx); err == nil {
		t.Fatal("a second pod got in while the first one runs")
	}
	one.leave()
	if err := other.enter(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutSlotsThereIsNoLimit(t *testing.T) {
	var s share
	if err := s.enter(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.leave()
}
