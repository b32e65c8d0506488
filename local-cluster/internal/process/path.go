package process

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// LookPath finds a program as a shell with that environment would.
func LookPath(name string, env []string) (string, error) {
	if strings.Contains(name, "/") {
		if err := executable(name); err != nil {
			return "", fmt.Errorf("exec: %q: %w", name, err)
		}
		return name, nil
	}
	for _, pair := range env {
		value, ok := strings.CutPrefix(pair, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(value) {
			file := filepath.Join(dir, name)
			if filepath.IsAbs(file) && executable(file) == nil {
				return file, nil
			}
		}
	}
	return "", fmt.Errorf("exec: %q: executable file not found in $PATH", name)
}

func executable(file string) error {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a directory", file)
	case info.Mode()&0o111 == 0:
		return os.ErrPermission
	}
	return nil
}
