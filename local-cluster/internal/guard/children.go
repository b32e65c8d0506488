package guard

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// killAll kills and reaps children until there are none. The children of a
// killed child become ours, so this takes everything below.
func killAll() error {
	for {
		for _, pid := range children() {
			// It may have ended since; it is reaped below either way.
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		_, err := syscall.Wait4(-1, nil, 0, nil)
		switch err {
		case nil, syscall.EINTR:
		case syscall.ECHILD:
			return nil
		default:
			return fmt.Errorf("wait for orphans: %w", err)
		}
	}
}

// children returns the process ids of this process's children.
func children() []int {
	files, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is well-formed
	var pids []int
	for _, file := range files {
		stat, err := os.ReadFile(file)
		if err != nil {
			continue // it ended
		}
		// The name in parentheses may hold anything; the state and the parent follow it.
		fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
		if len(fields) < 2 || string(fields[1]) != strconv.Itoa(os.Getpid()) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}
