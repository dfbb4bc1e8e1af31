/*
 * A disk for SQLite in memory, that fails and loses power when told to. All
 * connections of one process that open files while it is installed share it:
 * locks, WAL and shared memory work as on a real disk.
 *
 * What is written is seen by reads at once, but it is on the disk only when
 * the file is synced, or its folder is. A power cut decides for each write
 * since then, by the seed, whether it was kept, lost or torn at 512 bytes; so
 * writes are lost in any order, as with a disk's own cache.
 *
 * A failing operation (T9; n grows until nothing is hit):
 *
 *	for (n = 0;; n++) {
 *		struct vfs_disk *d = vfs_disk_new(seed);
 *		vfs_disk_install(d);
 *		... open the store ...
 *		vfs_disk_fail(d, VFS_ALL, VFS_FAIL_IO, n, false);
 *		e = operation();
 *		hit = vfs_disk_heal(d);
 *		assert(e == ERR_OK || hit);
 *		... old state or new state, nothing between; close ...
 *		vfs_disk_free(d);
 *		if (!hit)
 *			break;
 *	}
 *
 * A power cut (T6):
 *
 *	vfs_disk_cut(d, n);        the n-th write, sync, truncate or delete
 *	... operations, until one fails ...
 *	... close every connection: it is dead and only frees memory ...
 *	cut = vfs_disk_restart(d); the disk is now what the cut has left
 *	... open again: what was acknowledged is there ...
 */
#ifndef LIB_VFS_SHIM_H
#define LIB_VFS_SHIM_H

#include "base/base.h"

struct vfs_disk;

/* Which operations are counted and may fail; a mask. */
enum vfs_op {
	VFS_READ = 1,
	VFS_WRITE = 2,
	VFS_SYNC = 4,
	VFS_TRUNCATE = 8,
	VFS_OPEN = 16,
	VFS_DELETE = 32,
	VFS_ALL = 63,
	VFS_CHANGES = VFS_WRITE | VFS_SYNC | VFS_TRUNCATE | VFS_DELETE
};

enum vfs_fail {
	VFS_FAIL_IO,   /* the operation does nothing and says so */
	VFS_FAIL_FULL, /* the same as "disk full", for writes */
	VFS_FAIL_SHORT /* half of a write or read is done, then an error */
};

/* vfs_disk_new(seed): an empty disk; the seed decides what cuts destroy. */
struct vfs_disk *vfs_disk_new(uint64_t seed);

/* vfs_disk_free(d): all its files must be closed. Removes it if installed. */
void vfs_disk_free(struct vfs_disk *d);

/* vfs_disk_install(d): SQLite's default from now on, until vfs_disk_remove. */
void vfs_disk_install(struct vfs_disk *d);
void vfs_disk_remove(struct vfs_disk *d);

/*
 * vfs_disk_fail(d, ops, how, n, persistent):
 * Of the operations in ${ops} the ${n}-th from now (0 is the next) fails; with
 * ${persistent} all that follow do too, until vfs_disk_heal.
 */
void vfs_disk_fail(struct vfs_disk *d, unsigned ops, enum vfs_fail how,
    long n, bool persistent);

/* vfs_disk_heal(d): no more failures; tells whether one has struck. */
bool vfs_disk_heal(struct vfs_disk *d);

/* vfs_disk_settle(d): all that was written so far will survive a cut. */
void vfs_disk_settle(struct vfs_disk *d);

/*
 * vfs_disk_cut(d, n):
 * At the ${n}-th change from now (VFS_CHANGES; 0 is the next) the power goes:
 * that change is under way, and every operation from then on fails.
 */
void vfs_disk_cut(struct vfs_disk *d, long n);

/*
 * vfs_disk_restart(d):
 * Power is back; what was not synced is kept, lost or torn. Also without a cut
 * before it: then power goes now. All files must be closed. Tells whether the
 * cut had struck.
 */
bool vfs_disk_restart(struct vfs_disk *d);

/* vfs_disk_count(d): operations of all kinds so far; grows only. */
long vfs_disk_count(const struct vfs_disk *d);

/* vfs_disk_size(d, path): bytes of that file as read now; -1 for none. */
int64_t vfs_disk_size(const struct vfs_disk *d, const char *path);

/* vfs_disk_flip(d, path, at, mask): change stored bits; for tamper tests. */
void vfs_disk_flip(struct vfs_disk *d, const char *path, int64_t at,
    unsigned char mask);

/* vfs_disk_find(d, needle): whether any file holds these bytes now. */
bool vfs_disk_find(const struct vfs_disk *d, struct str needle);

#endif
