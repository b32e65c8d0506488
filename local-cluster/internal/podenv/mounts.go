package podenv

import (
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// Mounts maps paths inside the container to directories of this machine.
// Processes share the machine's file system, so a mount cannot appear at its
// mountPath; instead the paths a process is given are rewritten.
type Mounts map[string]string

// Path returns where a container path really is. Only a path that is a mount
// or lies inside one is changed; of nested mounts the innermost counts. What is
// there on this machine and not in the mount stays as it is: a program below
// /tmp, for example, in a pod that mounts a folder of its own at /tmp.
func (m Mounts) Path(text string) string {
	points := make([]string, 0, len(m))
	for point := range m {
		points = append(points, point)
	}
	sort.Slice(points, func(i, j int) bool { return len(points[i]) > len(points[j]) })
	for _, point := range points {
		clean := strings.TrimSuffix(path.Clean(point), "/")
		if text == point || text == clean {
			return m[point]
		}
		if rest, ok := strings.CutPrefix(text, clean+"/"); ok {
			inside := filepath.Join(m[point], rest)
			if exists(text) && !exists(inside) {
				return text
			}
			return inside
		}
	}
	return text
}

// exists looks at the first path of a list, as PATH is one.
func exists(text string) bool {
	first, _, _ := strings.Cut(text, ":")
	_, err := os.Lstat(first)
	return err == nil
}

// Argument is Path, which also looks behind the = of --flag=/some/path.
func (m Mounts) Argument(text string) string {
	if flag, value, ok := strings.Cut(text, "="); ok && strings.HasPrefix(flag, "-") {
		return flag + "=" + m.Path(value)
	}
	return m.Path(text)
}
