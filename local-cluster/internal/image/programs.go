// Package image knows which program of this machine stands for an image.
package image

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Programs is the path of a file with a line NAME=PROGRAM for each image. It is
// read anew for every container, so that up can add to it while the node runs.
type Programs string

// Find returns the program for an image, or "" if there is none. The name must
// be the same to the letter, with its tag.
func (p Programs) Find(image string) (string, error) {
	text, err := os.ReadFile(string(p))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		name, program, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		if name == image {
			return program, nil
		}
	}
	return "", nil
}
