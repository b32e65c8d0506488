// Package backoff says how long to wait before a container is started again.
package backoff

import "time"

const (
	first = 10 * time.Second
	limit = 5 * time.Minute
	// A container that ran this long is healthy again: its next crash is a first one.
	reset = 10 * time.Minute
)

// Crash holds the crash back-off of one container. The zero value is ready to use.
type Crash struct {
	next time.Duration
}

// After returns the pause before the next start, given how long the container
// ran until it ended. The first restart comes at once; after that the pauses
// are 10 s, 20 s, … up to 5 min, as on any node.
func (c *Crash) After(ran time.Duration) time.Duration {
	if ran >= reset {
		c.next = 0
	}
	pause := c.next
	c.next = min(max(2*c.next, first), limit)
	return pause
}
