// Package podip hands out loopback addresses, so that several pods can listen on
// the same port. Linux lets a process use any address in 127.0.0.0/8.
package podip

import (
	"fmt"
	"net/netip"
	"sync"
)

// Pool holds the addresses of one cluster's part of the loopback network.
type Pool struct {
	mu     sync.Mutex
	prefix netip.Prefix
	next   netip.Addr
	taken  map[netip.Addr]bool
}

// NewPool returns a pool of the network's addresses, e.g. of 127.80.0.0/16.
func NewPool(network string) (*Pool, error) {
	prefix, err := netip.ParsePrefix(network)
	if err != nil {
		return nil, fmt.Errorf("pod network: %w", err)
	}
	if !prefix.Addr().IsLoopback() || prefix.Bits() > 28 {
		return nil, fmt.Errorf("pod network %s: want a part of 127.0.0.0/8 with at least 16 addresses", network)
	}
	prefix = prefix.Masked()
	return &Pool{prefix: prefix, next: prefix.Addr(), taken: map[netip.Addr]bool{}}, nil
}

// Take returns a free address, preferably the wanted one (it may be ""). A given
// back address is used again as late as possible.
func (p *Pool) Take(wanted string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if addr, err := netip.ParseAddr(wanted); err == nil && p.prefix.Contains(addr) && !p.taken[addr] {
		p.taken[addr] = true
		return addr.String(), nil
	}
	for range 1 << (32 - p.prefix.Bits()) {
		p.next = p.next.Next()
		if !p.prefix.Contains(p.next) {
			p.next = p.prefix.Addr()
			continue // the network's own address
		}
		if !p.taken[p.next] {
			p.taken[p.next] = true
			return p.next.String(), nil
		}
	}
	return "", fmt.Errorf("no free address in %s", p.prefix)
}

// Release gives an address back.
func (p *Pool) Release(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if addr, err := netip.ParseAddr(address); err == nil {
		delete(p.taken, addr)
	}
}
