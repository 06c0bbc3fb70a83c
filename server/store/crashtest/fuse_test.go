package crashtest_test

import (
	"context"
	"maps"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// mount is a disk that is shown as a folder.
type mount struct {
	t      *testing.T
	folder string
	disk   *disk
	server *fuse.Server
}

// newMount shows an empty disk as a folder until the test ends. Programs that
// use it must be started later, so that they end before.
func newMount(t *testing.T) *mount {
	t.Helper()
	m := &mount{t: t, folder: t.TempDir()}
	t.Cleanup(m.away)
	m.show(newDisk())
	return m
}

func (m *mount) show(d *disk) {
	m.t.Helper()
	none := time.Duration(0) // the kernel asks every time: a name may be gone
	server, err := fs.Mount(m.folder, &root{disk: d}, &fs.Options{
		EntryTimeout: &none, AttrTimeout: &none, NegativeTimeout: &none,
		MountOptions: fuse.MountOptions{DirectMount: true, FsName: "crashtest", Name: "crashtest", DisableXAttrs: true},
	})
	if err != nil {
		lacking(m.t, "POWER CUTS ARE NOT TESTED HERE: no FUSE: %v", err)
	}
	m.disk, m.server = d, server
}

// away takes the folder away; whoever holds it still gets errors.
func (m *mount) away() {
	if m.server == nil {
		return
	}
	if err := m.server.Unmount(); err == nil {
		m.server.Wait()
	} else {
		m.t.Errorf("unmount: %v; by force: %v", err, syscall.Unmount(m.folder, syscall.MNT_FORCE|syscall.MNT_DETACH))
	}
	m.server = nil
}

// restore gives the power back: what was safe is there again.
func (m *mount) restore() {
	m.t.Helper()
	m.away()
	m.show(m.disk.again())
}

// root is the folder.
type root struct {
	fs.Inode
	*disk
}

// node is a file in it.
type node struct {
	fs.Inode
	*disk
	*file
}

var (
	_ fs.NodeLookuper  = (*root)(nil)
	_ fs.NodeCreater   = (*root)(nil)
	_ fs.NodeUnlinker  = (*root)(nil)
	_ fs.NodeRenamer   = (*root)(nil)
	_ fs.NodeReaddirer = (*root)(nil)
	_ fs.NodeFsyncer   = (*root)(nil)
	_ fs.NodeStatfser  = (*root)(nil)
	_ fs.NodeOpener    = (*node)(nil)
	_ fs.NodeReader    = (*node)(nil)
	_ fs.NodeWriter    = (*node)(nil)
	_ fs.NodeFsyncer   = (*node)(nil)
	_ fs.NodeFlusher   = (*node)(nil)
	_ fs.NodeGetattrer = (*node)(nil)
	_ fs.NodeSetattrer = (*node)(nil)
)

func (r *root) child(ctx context.Context, f *file) *fs.Inode {
	return r.NewInode(ctx, &node{disk: r.disk, file: f}, fs.StableAttr{Mode: syscall.S_IFREG})
}

// Lookup finds a file by its name.
func (r *root) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (inode *fs.Inode, err syscall.Errno) {
	err = r.guarded(func() syscall.Errno {
		f, found := r.live[name]
		if !found {
			return syscall.ENOENT
		}
		if known := r.GetChild(name); known != nil && known.Operations().(*node).file == f {
			inode = known
		} else {
			inode = r.child(ctx, f)
		}
		f.attributes(&out.Attr)
		return 0
	})
	return inode, err
}

// Create makes a file. Its name is not safe yet.
func (r *root) Create(ctx context.Context, name string, _, _ uint32, out *fuse.EntryOut) (inode *fs.Inode, _ fs.FileHandle, _ uint32, err syscall.Errno) {
	err = r.guarded(func() syscall.Errno {
		f := &file{}
		r.live[name] = f
		inode = r.child(ctx, f)
		f.attributes(&out.Attr)
		return 0
	})
	return inode, nil, 0, err
}

// Unlink takes a name away, which is not safe yet either.
func (r *root) Unlink(_ context.Context, name string) syscall.Errno {
	return r.guarded(func() syscall.Errno {
		delete(r.live, name)
		return 0
	})
}

// Rename moves a name, over another file if there is one.
func (r *root) Rename(_ context.Context, name string, _ fs.InodeEmbedder, newName string, _ uint32) syscall.Errno {
	return r.guarded(func() syscall.Errno {
		r.live[newName] = r.live[name]
		delete(r.live, name)
		return 0
	})
}

// Readdir lists the names.
func (r *root) Readdir(context.Context) (fs.DirStream, syscall.Errno) {
	var all []fuse.DirEntry
	err := r.guarded(func() syscall.Errno {
		for name := range r.live {
			all = append(all, fuse.DirEntry{Name: name, Mode: syscall.S_IFREG})
		}
		return 0
	})
	return fs.NewListDirStream(all), err
}

// Fsync makes the names safe, not what the files hold.
func (r *root) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	return r.guarded(func() syscall.Errno {
		r.safe = maps.Clone(r.live)
		r.syncs++
		return 0
	})
}

// Statfs says that there is room.
func (r *root) Statfs(_ context.Context, out *fuse.StatfsOut) syscall.Errno {
	*out = fuse.StatfsOut{Blocks: 1 << 20, Bfree: 1 << 20, Bavail: 1 << 20, Bsize: 4096, Frsize: 4096, NameLen: 255}
	return 0
}

func (f *file) attributes(out *fuse.Attr) {
	out.Mode, out.Size, out.Nlink, out.Blksize = syscall.S_IFREG|0o600, uint64(len(f.live)), 1, 4096
	out.Blocks = (out.Size + 511) / 512
}

// Open lets anybody in.
func (n *node) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, 0, n.guarded(func() syscall.Errno { return 0 })
}

// Read reads what is written, safe or not.
func (n *node) Read(_ context.Context, _ fs.FileHandle, to []byte, at int64) (result fuse.ReadResult, err syscall.Errno) {
	err = n.guarded(func() syscall.Errno {
		got := 0
		if at < int64(len(n.live())) {
			got = copy(to, n.live()[at:])
		}
		result = fuse.ReadResultData(to[:got])
		return 0
	})
	return result, err
}

func (n *node) live() []byte { return n.file.live }

// Write writes, which is not safe yet.
func (n *node) Write(_ context.Context, _ fs.FileHandle, data []byte, at int64) (uint32, syscall.Errno) {
	return uint32(len(data)), n.guarded(func() syscall.Errno {
		n.write(data, int(at))
		return 0
	})
}

// Fsync makes what the file holds safe, not its name.
func (n *node) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	return n.guarded(func() syscall.Errno {
		n.sync()
		n.syncs++
		return 0
	})
}

// Flush does nothing: closing a file makes nothing safe.
func (n *node) Flush(context.Context, fs.FileHandle) syscall.Errno { return 0 }

// Getattr says how long the file is.
func (n *node) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	return n.guarded(func() syscall.Errno {
		n.attributes(&out.Attr)
		return 0
	})
}

// Setattr changes how long the file is.
func (n *node) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	return n.guarded(func() syscall.Errno {
		if size, ok := in.GetSize(); ok {
			n.resize(int(size))
		}
		n.attributes(&out.Attr)
		return 0
	})
}
