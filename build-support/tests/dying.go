// Dying ends its first thread and goes on with the others, as a killed server does for a moment: the kernel calls the whole
// process a zombie, while its files and ports are still open.
package main

import (
	"os"
	"runtime"
	"syscall"
	"time"
)

func main() {
	runtime.LockOSThread()
	go func() {
		// By its parent's end of the pipe this knows when it may end.
		_, _ = os.Stdin.Read(make([]byte, 1))
		os.Exit(0)
	}()
	time.Sleep(50 * time.Millisecond)
	_, _, _ = syscall.RawSyscall(syscall.SYS_EXIT, 0, 0, 0)
}
