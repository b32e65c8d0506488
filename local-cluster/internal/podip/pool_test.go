package podip

import "testing"

func TestPool(t *testing.T) {
	pool, err := NewPool("127.80.0.0/28")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := pool.Take("127.80.0.7"); got != "127.80.0.7" || err != nil {
		t.Errorf("the wanted address: got %s, %v", got, err)
	}
	seen := map[string]bool{"127.80.0.7": true}
	for range 14 {
		got, err := pool.Take("127.80.0.7")
		if err != nil || seen[got] {
			t.Fatalf("got %s, %v", got, err)
		}
		seen[got] = true
	}
	if got, err := pool.Take(""); err == nil {
		t.Errorf("got %s from a pool that is used up", got)
	}
	pool.Release("127.80.0.3")
	if got, err := pool.Take(""); got != "127.80.0.3" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestOnlyLoopback(t *testing.T) {
	for _, network := range []string{"10.0.0.0/16", "127.0.0.0/30", "x"} {
		if _, err := NewPool(network); err == nil {
			t.Errorf("%s was accepted", network)
		}
	}
}
