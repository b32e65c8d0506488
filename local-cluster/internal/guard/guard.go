// Package guard makes sure that no process outlives the node, however it ends.
package guard

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// Run runs the command and returns its exit code. Meanwhile every orphan below
// this process becomes its child, and when the command ends, all of them are
// killed. SIGTERM and SIGINT are passed on to the command.
//
// If the guard itself is killed, the kernel sends the command a SIGTERM.
func Run(argv []string) (int, error) {
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return 0, fmt.Errorf("become subreaper: %w", err)
	}
	runtime.LockOSThread() // the command lives as long as the thread that starts it
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	defer signal.Stop(signals)

	pid, err := syscall.ForkExec(argv[0], argv, &syscall.ProcAttr{
		Env: os.Environ(), Files: []uintptr{0, 1, 2},
		Sys: &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM},
	})
	if err != nil {
		return 0, fmt.Errorf("start %s: %w", argv[0], err)
	}
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case s := <-signals:
				if err := syscall.Kill(pid, s.(syscall.Signal)); err != nil {
					fmt.Fprintf(os.Stderr, "guard: pass on %s: %v\n", s, err)
				}
			case <-ended:
				return
			}
		}
	}()
	code, err := reapUntil(pid)
	close(ended) // from here on the number may be that of another process
	if err != nil {
		return 0, err
	}
	return code, killAll()
}

// reapUntil reaps all children, adopted ones too, until pid is among them.
func reapUntil(pid int) (int, error) {
	for {
		var status syscall.WaitStatus
		got, err := syscall.Wait4(-1, &status, 0, nil)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return 0, fmt.Errorf("wait: %w", err)
		case got == pid && status.Signaled():
			return 128 + int(status.Signal()), nil
		case got == pid:
			return status.ExitStatus(), nil
		}
	}
}
