package guard

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary be the guard: Run reaps all children of its
// process, which would confuse the test itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "guard" {
		code, err := Run(os.Args[2:])
		if err != nil {
			panic(err)
		}
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func TestNothingOutlivesTheCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	cmd := exec.Command(os.Args[0], "guard", "/bin/sh", "-c", "setsid sh -c 'echo $$ >"+file+"; sleep 60; sleep 60' & sleep 0.3; exit 5")
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 5 {
		t.Fatalf("got %v, want exit code 5", err)
	}
	pid, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("/proc/" + strings.TrimSpace(string(pid))); !os.IsNotExist(err) {
		t.Errorf("process %s is still there", pid)
	}
}

func TestSignalsArePassedOn(t *testing.T) {
	cmd := exec.Command(os.Args[0], "guard", "/bin/sh", "-c", "trap 'exit 6' TERM; while :; do sleep 0.05; done")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 6 {
		t.Errorf("got %v, want exit code 6", err)
	}
}
