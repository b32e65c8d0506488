// Package process runs containers' commands as operating system processes.
package process

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Spec says what to run.
type Spec struct {
	Argv []string // the program is looked up in Env's PATH
	Env  []string
	Dir  string
	Log  *os.File // gets standard output and standard error, unbuffered
}

// Starter starts processes. The kernel kills a child when the thread that
// started it ends, so one thread that never ends starts them all.
type Starter struct {
	work chan func()
}

// NewStarter returns a Starter; its thread lives as long as this program.
func NewStarter() *Starter {
	s := &Starter{work: make(chan func())}
	go func() {
		runtime.LockOSThread()
		for start := range s.work {
			start()
		}
	}()
	return s
}

// Process is a started process and the group it leads.
type Process struct {
	pid  int
	done chan struct{}
	exit Exit
}

// Exit is how a process ended.
type Exit struct {
	Code   int // 128 + the signal's number if a signal ended it
	Signal int // 0 if none did
}

// Start starts a process in a session and process group of its own.
func (s *Starter) Start(spec Spec) (*Process, error) {
	program, err := LookPath(spec.Argv[0], spec.Env)
	if err != nil {
		return nil, err
	}
	cmd := &exec.Cmd{
		Path: program, Args: spec.Argv, Env: spec.Env, Dir: spec.Dir, Stdout: spec.Log, Stderr: spec.Log,
		SysProcAttr: &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL},
	}
	started := make(chan error)
	s.work <- func() { started <- cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	p := &Process{pid: cmd.Process.Pid, done: make(chan struct{})}
	go p.wait(cmd)
	return p, nil
}

// wait ends with the process. What it left in its group ends with it, as in a
// container; as long as the leader is not reaped, the group's number is safe.
func (p *Process) wait(cmd *exec.Cmd) {
	defer close(p.done)
	for {
		if err := unix.Waitid(unix.P_PID, p.pid, nil, unix.WEXITED|unix.WNOWAIT, nil); err != unix.EINTR {
			break
		}
	}
	p.signal(syscall.SIGKILL)
	if err := cmd.Wait(); cmd.ProcessState == nil {
		fmt.Fprintf(os.Stderr, "process %d: %v\n", p.pid, err)
		p.exit = Exit{Code: 255}
		return
	}
	p.exit = Exit{Code: cmd.ProcessState.ExitCode()}
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		p.exit = Exit{Code: 128 + int(status.Signal()), Signal: int(status.Signal())}
	}
}

// Done is closed when the process has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Exit says how it ended; only to be called after Done.
func (p *Process) Exit() Exit { return p.exit }

// Terminate asks the group to end, waits, and after the grace period kills it.
// It returns when the process has ended.
func (p *Process) Terminate(grace time.Duration) {
	p.signal(syscall.SIGTERM)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-p.done:
	case <-timer.C:
		p.signal(syscall.SIGKILL)
		<-p.done
	}
}

func (p *Process) signal(signal syscall.Signal) {
	if err := syscall.Kill(-p.pid, signal); err != nil && err != syscall.ESRCH {
		fmt.Fprintf(os.Stderr, "signal %d to group %d: %v\n", signal, p.pid, err)
	}
}
