package process

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Marker names the variable by which all processes of a pod are known, also
// those that left their process group.
const Marker = "LOCAL_NODE_POD"

// KillMarked kills every process of the pod with that directory and reports how
// many it found. It looks again until none is left or five rounds were in vain.
func KillMarked(podDir string) int {
	found := 0
	for range 5 {
		pids := marked(podDir)
		if len(pids) == 0 {
			break
		}
		found += len(pids)
		for _, pid := range pids {
			// It may have ended by itself since; nothing to do then.
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return found
}

func marked(podDir string) []int {
	want := []byte(Marker + "=" + podDir)
	files, _ := filepath.Glob("/proc/[0-9]*/environ") // the pattern is well-formed
	var pids []int
	for _, file := range files {
		environ, err := os.ReadFile(file)
		if err != nil {
			continue // it ended, or belongs to another user and so is not ours
		}
		for _, pair := range bytes.Split(environ, []byte{0}) {
			if bytes.Equal(pair, want) {
				if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
					pids = append(pids, pid)
				}
				break
			}
		}
	}
	return pids
}
