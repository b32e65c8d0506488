package logs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

// followEvery is how often a followed log is looked at.
const followEvery = 150 * time.Millisecond

// options are those of kubectl logs that this node knows. Lines have no times
// of their own here, so times are neither shown nor filtered by.
type options struct {
	follow, previous bool
	tail             int64 // lines; -1 for all
	limit            int64 // bytes; -1 for all
}

func parse(query url.Values) (options, error) {
	o := options{follow: query.Get("follow") == "true", previous: query.Get("previous") == "true", tail: -1, limit: -1}
	for name, value := range map[string]*int64{"tailLines": &o.tail, "limitBytes": &o.limit} {
		if text := query.Get(name); text != "" {
			number, err := strconv.ParseInt(text, 10, 64)
			if err != nil || number < 0 {
				return o, fmt.Errorf("%s: %q is not a number", name, text)
			}
			*value = number
		}
	}
	return o, nil
}

// send writes the log, and if asked to follow it goes on until the container
// has ended and all is written.
func send(ctx context.Context, w http.ResponseWriter, file *os.File, o options, running func() bool) error {
	if o.tail >= 0 {
		if err := seekLines(file, o.tail); err != nil {
			return err
		}
	}
	var reader io.Reader = file
	if o.limit >= 0 {
		reader = io.LimitReader(file, o.limit)
	}
	control := http.NewResponseController(w)
	for {
		last := !o.follow || !running() // asked before reading, so that the end is not missed
		n, err := io.Copy(w, reader)
		if err != nil || last {
			return err
		}
		if n > 0 {
			if err := control.Flush(); err != nil {
				return err
			}
		}
		select {
		case <-time.After(followEvery):
		case <-ctx.Done():
			return nil
		}
	}
}

// seekLines moves to where the file's last lines begin.
func seekLines(file *os.File, lines int64) error {
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if lines == 0 {
		return nil
	}
	block := make([]byte, 64<<10)
	for start := end; start > 0; {
		size := min(start, int64(len(block)))
		start -= size
		if _, err := file.ReadAt(block[:size], start); err != nil && err != io.EOF {
			return err
		}
		for i := size; i > 0; {
			newline := int64(bytes.LastIndexByte(block[:i], '\n'))
			if newline < 0 {
				break
			}
			i = newline
			if start+newline == end-1 {
				continue // the last line's own end
			}
			if lines--; lines == 0 {
				_, err := file.Seek(start+newline+1, io.SeekStart)
				return err
			}
		}
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}
