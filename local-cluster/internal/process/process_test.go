package process

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var env = []string{"PATH=/usr/bin:/bin"}

func run(t *testing.T, argv ...string) *Process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p, err := NewStarter().Start(Spec{Argv: argv, Env: env, Dir: t.TempDir(), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExitCodes(t *testing.T) {
	for command, want := range map[string]Exit{
		"exit 0": {}, "exit 3": {Code: 3}, "kill -9 $$": {Code: 137, Signal: 9}, "sleep 60 & exit 4": {Code: 4},
	} {
		p := run(t, "sh", "-c", command)
		<-p.Done()
		if p.Exit() != want {
			t.Errorf("%s: got %+v, want %+v", command, p.Exit(), want)
		}
	}
}

func TestTerminateKillsWhatIgnoresIt(t *testing.T) {
	p := run(t, "sh", "-c", "trap '' TERM; sleep 60; sleep 60")
	time.Sleep(100 * time.Millisecond)
	start := time.Now()
	p.Terminate(200 * time.Millisecond)
	if p.Exit().Code != 137 || time.Since(start) < 200*time.Millisecond {
		t.Errorf("got %+v after %s", p.Exit(), time.Since(start))
	}
}

func TestNoSuchProgram(t *testing.T) {
	_, err := NewStarter().Start(Spec{Argv: []string{"no-such-program"}, Env: env})
	if err == nil || !strings.Contains(err.Error(), "executable file not found") {
		t.Errorf("got %v", err)
	}
}
