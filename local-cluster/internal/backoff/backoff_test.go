package backoff

import (
	"testing"
	"time"
)

func TestPausesDoubleUpToTheLimit(t *testing.T) {
	var crash Crash
	for _, want := range []time.Duration{0, 10, 20, 40, 80, 160, 300, 300} {
		if got := crash.After(time.Second); got != want*time.Second {
			t.Errorf("got %s, want %ds", got, want)
		}
	}
}

func TestALongRunResets(t *testing.T) {
	var crash Crash
	for range 4 {
		crash.After(time.Second)
	}
	if got := crash.After(11 * time.Minute); got != 0 {
		t.Errorf("after a long run: got %s, want no pause", got)
	}
}
