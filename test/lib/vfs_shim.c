#include "lib/vfs_shim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/rng.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	TEAR = 512, /* what a disk writes whole */
	PATH_BYTES = 512,
	SHM_REGIONS = 64
};

/* A change that no sync has covered yet. */
struct change {
	struct change *next;
	bool truncate; /* to ${at} bytes; else ${n} bytes written at ${at} */
	size_t at;
	size_t n;
	unsigned char bytes[];
};

struct bytes {
	unsigned char *p;
	size_t n;
	size_t room;
};

struct file {
	struct file *next;
	char path[PATH_BYTES];
	bool temporary;
	bool exists;        /* as seen by the program */
	bool exists_synced; /* a new name that its folder has */
	struct bytes now;
	struct bytes synced;
	bool has_old; /* the folder on disk still names an older file ... */
	struct bytes old; /* ... with these bytes */
	struct change *first;
	struct change **last;
	int open;
	/* Locks: how many handles hold shared; who holds more. */
	int shared;
	const void *reserved;
	const void *pending;
	const void *exclusive;
	/* The WAL index. */
	unsigned char *region[SHM_REGIONS];
	int shm_users;
	int shm_shared[SQLITE_SHM_NLOCK];
	const void *shm_exclusive[SQLITE_SHM_NLOCK];
};

struct vfs_disk {
	sqlite3_vfs vfs;
	char name[32];
	struct rng rng;     /* what a cut destroys */
	struct rng chance;  /* what SQLite asks for */
	struct file *files;
	int open;
	bool installed;
	long count;
	unsigned ops;
	enum vfs_fail how;
	long until_fault;
	bool persistent;
	bool struck;
	long until_cut;
	bool off;
};

struct handle {
	sqlite3_file base;
	struct vfs_disk *disk;
	struct file *file;
	int lock;
	bool delete_on_close;
	bool is_database;
	bool has_shm;
	unsigned shm_shared; /* slots held, a mask */
	unsigned shm_exclusive;
};

static struct vfs_disk *
disk_of(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static void *
must(void *p)
{
	ALWAYS(p != NULL);
	return p;
}

/* Bytes and changes. */

static void
bytes_resize(struct bytes *b, size_t n)
{
	if (n > b->room) {
		b->room = n * 2 > 4096 ? n * 2 : 4096;
		b->p = must(realloc(b->p, b->room));
	}
	if (n > b->n)
		memset(b->p + b->n, 0, n - b->n);
	b->n = n;
}

static void
bytes_write(struct bytes *b, size_t at, const void *p, size_t n)
{
	if (at + n > b->n)
		bytes_resize(b, at + n);
	if (n > 0)
		memcpy(b->p + at, p, n);
}

static void
file_change(struct file *f, bool truncate, size_t at, const void *p, size_t n)
{
	struct change *c = must(malloc(sizeof(*c) + n));

	*c = (struct change){ .truncate = truncate, .at = at, .n = n };
	if (n > 0)
		memcpy(c->bytes, p, n);
	*f->last = c;
	f->last = &c->next;
	if (truncate)
		bytes_resize(&f->now, at);
	else
		bytes_write(&f->now, at, p, n);
}

static void
change_apply(struct bytes *b, const struct change *c)
{
	if (c->truncate)
		bytes_resize(b, c->at);
	else
		bytes_write(b, c->at, c->bytes, c->n);
}

/* Each sector that the write touches is there, or is not. */
static void
change_tear(struct bytes *b, const struct change *c, struct rng *rng)
{
	for (size_t done = 0; done < c->n;) {
		size_t n = TEAR - (c->at + done) % TEAR;

		if (n > c->n - done)
			n = c->n - done;
		if (rng_below(rng, 2) == 0)
			bytes_write(b, c->at + done, c->bytes + done, n);
		done += n;
	}
}

static void
file_forget(struct file *f)
{
	while (f->first != NULL) {
		struct change *c = f->first;

		f->first = c->next;
		free(c);
	}
	f->last = &f->first;
}

static void
file_drop_old(struct file *f)
{
	free(f->old.p);
	f->old = (struct bytes){ 0 };
	f->has_old = false;
}

static void
file_sync(struct file *f)
{
	for (const struct change *c = f->first; c != NULL; c = c->next)
		change_apply(&f->synced, c);
	file_forget(f);
}

/* All names, made and removed; the disk has one folder. */
static void
folder_sync(struct vfs_disk *d)
{
	for (struct file *f = d->files; f != NULL; f = f->next) {
		f->exists_synced = f->exists;
		file_drop_old(f);
	}
}

static void
file_clear_shm(struct file *f)
{
	for (size_t i = 0; i < SHM_REGIONS; i++) {
		free(f->region[i]);
		f->region[i] = NULL;
	}
	memset(f->shm_shared, 0, sizeof(f->shm_shared));
	memset(f->shm_exclusive, 0, sizeof(f->shm_exclusive));
}

static void
file_free(struct file *f)
{
	file_forget(f);
	file_clear_shm(f);
	file_drop_old(f);
	free(f->now.p);
	free(f->synced.p);
	free(f);
}

static struct file *
file_find(const struct vfs_disk *d, const char *path)
{
	struct file *f = d->files;

	while (f != NULL && strcmp(f->path, path) != 0)
		f = f->next;
	return f;
}

static struct file *
file_add(struct vfs_disk *d, const char *path)
{
	struct file *f = must(calloc(1, sizeof(*f)));

	(void)snprintf(f->path, sizeof(f->path), "%s", path);
	f->last = &f->first;
	f->next = d->files;
	d->files = f;
	return f;
}

/* Faults. */

enum verdict {
	GOES_WELL,
	FAILS,
	POWER_GOES
};

static enum verdict
judge(struct vfs_disk *d, enum vfs_op op)
{
	d->count++;
	if (d->off)
		return FAILS;
	if (d->until_cut >= 0 && (op & VFS_CHANGES) != 0 &&
	    d->until_cut-- == 0) {
		d->off = true;
		return POWER_GOES;
	}
	if (d->until_fault < 0 || (d->ops & op) == 0)
		return GOES_WELL;
	if (d->until_fault > 0) {
		d->until_fault--;
		return GOES_WELL;
	}
	d->struck = true;
	if (!d->persistent)
		d->until_fault = -1;
	return FAILS;
}

static bool
half_done(const struct vfs_disk *d)
{
	return !d->off && d->how == VFS_FAIL_SHORT;
}

/* The methods of a file. */

static int
shim_read(sqlite3_file *sf, void *to, int n, sqlite3_int64 at)
{
	struct handle *h = (struct handle *)sf;
	const struct bytes *b = &h->file->now;
	size_t want = (size_t)n, from = (size_t)at;
	size_t got = from >= b->n ? 0 : b->n - from;

	if (judge(h->disk, VFS_READ) != GOES_WELL)
		return SQLITE_IOERR_READ;
	got = got < want ? got : want;
	if (got > 0)
		memcpy(to, b->p + from, got);
	if (got == want)
		return SQLITE_OK;
	memset((char *)to + got, 0, want - got);
	return SQLITE_IOERR_SHORT_READ;
}

static int
shim_write(sqlite3_file *sf, const void *from, int n, sqlite3_int64 at)
{
	struct handle *h = (struct handle *)sf;
	struct vfs_disk *d = h->disk;
	enum verdict v = judge(d, VFS_WRITE);

	if (v == FAILS && half_done(d))
		file_change(h->file, false, (size_t)at, from, (size_t)n / 2);
	if (v == FAILS)
		return !d->off && d->how == VFS_FAIL_FULL ? SQLITE_FULL
		    : SQLITE_IOERR_WRITE;
	file_change(h->file, false, (size_t)at, from, (size_t)n);
	if (h->file->temporary)
		file_forget(h->file);
	return v == GOES_WELL ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

static int
shim_truncate(sqlite3_file *sf, sqlite3_int64 size)
{
	struct handle *h = (struct handle *)sf;
	enum verdict v = judge(h->disk, VFS_TRUNCATE);

	if (v == FAILS)
		return SQLITE_IOERR_TRUNCATE;
	file_change(h->file, true, (size_t)size, NULL, 0);
	return v == GOES_WELL ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static int
shim_sync(sqlite3_file *sf, int flags)
{
	struct handle *h = (struct handle *)sf;

	(void)flags;
	if (judge(h->disk, VFS_SYNC) != GOES_WELL)
		return SQLITE_IOERR_FSYNC;
	file_sync(h->file);
	/* As on unix: with the first sync of a new journal or WAL. */
	if (!h->file->exists_synced && !h->is_database)
		folder_sync(h->disk);
	return SQLITE_OK;
}

static int
shim_size(sqlite3_file *sf, sqlite3_int64 *size)
{
	const struct handle *h = (const struct handle *)sf;

	*size = (sqlite3_int64)h->file->now.n;
	return SQLITE_OK;
}

static int
shim_lock(sqlite3_file *sf, int level)
{
	struct handle *h = (struct handle *)sf;
	struct file *f = h->file;

	if (h->lock >= level)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_SHARED) {
		if (f->pending != NULL || f->exclusive != NULL)
			return SQLITE_BUSY;
		f->shared++;
	} else if (level == SQLITE_LOCK_RESERVED) {
		if (f->reserved != NULL)
			return SQLITE_BUSY;
		f->reserved = h;
	} else {
		if ((f->reserved != NULL && f->reserved != h) ||
		    (f->pending != NULL && f->pending != h))
			return SQLITE_BUSY;
		f->pending = h;
		if (f->shared > 1) {
			h->lock = SQLITE_LOCK_PENDING;
			return SQLITE_BUSY;
		}
		f->exclusive = h;
	}
	h->lock = level;
	return SQLITE_OK;
}

static int
shim_unlock(sqlite3_file *sf, int level)
{
	struct handle *h = (struct handle *)sf;
	struct file *f = h->file;

	if (h->lock <= level)
		return SQLITE_OK;
	if (f->exclusive == h)
		f->exclusive = NULL;
	if (f->pending == h)
		f->pending = NULL;
	if (f->reserved == h)
		f->reserved = NULL;
	if (level == SQLITE_LOCK_NONE)
		f->shared--;
	h->lock = level;
	return SQLITE_OK;
}

static int
shim_check_reserved(sqlite3_file *sf, int *held)
{
	const struct handle *h = (const struct handle *)sf;

	*held = h->file->reserved != NULL || h->file->pending != NULL;
	return SQLITE_OK;
}

static int
shim_control(sqlite3_file *sf, int op, void *arg)
{
	(void)sf;
	(void)op;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int
shim_sector(sqlite3_file *sf)
{
	(void)sf;
	return 4096;
}

/* What unix says: a write never changes bytes beside it. */
static int
shim_device(sqlite3_file *sf)
{
	(void)sf;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
shim_shm_map(sqlite3_file *sf, int number, int size, int extend,
    void volatile **to)
{
	struct handle *h = (struct handle *)sf;
	unsigned char **region;

	ALWAYS(number >= 0 && number < SHM_REGIONS);
	*to = NULL;
	if (h->disk->off)
		return SQLITE_IOERR_SHMMAP;
	if (!h->has_shm) {
		h->has_shm = true;
		h->file->shm_users++;
	}
	region = &h->file->region[number];
	if (*region == NULL && extend != 0)
		*region = must(calloc(1, (size_t)size));
	*to = *region;
	return SQLITE_OK;
}

static void
shm_release(struct handle *h, unsigned slots)
{
	for (unsigned i = 0; i < SQLITE_SHM_NLOCK; i++) {
		unsigned bit = 1U << i;

		if ((slots & bit) == 0)
			continue;
		if ((h->shm_shared & bit) != 0)
			h->file->shm_shared[i]--;
		if (h->file->shm_exclusive[i] == h)
			h->file->shm_exclusive[i] = NULL;
	}
	h->shm_shared &= ~slots;
	h->shm_exclusive &= ~slots;
}

static bool
shm_is_free(const struct handle *h, unsigned slots, bool exclusive)
{
	const struct file *f = h->file;

	for (unsigned i = 0; i < SQLITE_SHM_NLOCK; i++) {
		int mine = (h->shm_shared >> i & 1) != 0;

		if ((slots >> i & 1) == 0)
			continue;
		if (f->shm_exclusive[i] != NULL && f->shm_exclusive[i] != h)
			return false;
		if (exclusive && f->shm_shared[i] > mine)
			return false;
	}
	return true;
}

static int
shim_shm_lock(sqlite3_file *sf, int first, int n, int flags)
{
	struct handle *h = (struct handle *)sf;
	unsigned slots = ((1U << n) - 1) << first;
	bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;

	if ((flags & SQLITE_SHM_UNLOCK) != 0) {
		shm_release(h, slots);
		return SQLITE_OK;
	}
	if (h->disk->off)
		return SQLITE_IOERR_SHMLOCK;
	if (!shm_is_free(h, slots, exclusive))
		return SQLITE_BUSY;
	for (unsigned i = 0; i < SQLITE_SHM_NLOCK; i++) {
		unsigned bit = slots & 1U << i;

		if (bit != 0 && exclusive)
			h->file->shm_exclusive[i] = h;
		else if (bit != 0 && (h->shm_shared & bit) == 0)
			h->file->shm_shared[i]++;
	}
	if (exclusive)
		h->shm_exclusive |= slots;
	else
		h->shm_shared |= slots;
	return SQLITE_OK;
}

static void
shim_shm_barrier(sqlite3_file *sf)
{
	(void)sf; /* one thread */
}

static int
shim_shm_unmap(sqlite3_file *sf, int delete)
{
	struct handle *h = (struct handle *)sf;

	(void)delete;
	if (!h->has_shm)
		return SQLITE_OK;
	shm_release(h, h->shm_shared | h->shm_exclusive);
	h->has_shm = false;
	if (--h->file->shm_users == 0)
		file_clear_shm(h->file);
	return SQLITE_OK;
}

/* A name removed, but not yet in the folder on disk, may come back. */
static void
file_delete(struct file *f)
{
	file_forget(f);
	if (f->exists_synced && !f->has_old) {
		f->old = f->synced;
		f->synced = (struct bytes){ 0 };
		f->has_old = true;
	}
	f->exists = f->exists_synced = false;
	bytes_resize(&f->now, 0);
	bytes_resize(&f->synced, 0);
}

static int
shim_close(sqlite3_file *sf)
{
	struct handle *h = (struct handle *)sf;

	(void)shim_shm_unmap(sf, 0);
	(void)shim_unlock(sf, SQLITE_LOCK_NONE);
	h->file->open--;
	h->disk->open--;
	if (h->delete_on_close)
		file_delete(h->file);
	return SQLITE_OK;
}

/* The methods of the disk. */

static int
shim_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *sf, int flags,
    int *flags_out)
{
	static const sqlite3_io_methods methods = {
		.iVersion = 2,
		.xClose = shim_close,
		.xRead = shim_read,
		.xWrite = shim_write,
		.xTruncate = shim_truncate,
		.xSync = shim_sync,
		.xFileSize = shim_size,
		.xLock = shim_lock,
		.xUnlock = shim_unlock,
		.xCheckReservedLock = shim_check_reserved,
		.xFileControl = shim_control,
		.xSectorSize = shim_sector,
		.xDeviceCharacteristics = shim_device,
		.xShmMap = shim_shm_map,
		.xShmLock = shim_shm_lock,
		.xShmBarrier = shim_shm_barrier,
		.xShmUnmap = shim_shm_unmap,
	};
	struct vfs_disk *d = disk_of(vfs);
	struct handle *h = (struct handle *)sf;
	char temporary[32];
	struct file *f;

	h->base.pMethods = NULL;
	if (judge(d, VFS_OPEN) != GOES_WELL)
		return SQLITE_CANTOPEN;
	(void)snprintf(temporary, sizeof(temporary), "temporary %ld", d->count);
	f = file_find(d, name != NULL ? name : temporary);
	if ((f == NULL || !f->exists) && (flags & SQLITE_OPEN_CREATE) == 0)
		return SQLITE_CANTOPEN;
	if (f == NULL)
		f = file_add(d, name != NULL ? name : temporary);
	f->exists = true;
	f->temporary = name == NULL;
	f->open++;
	d->open++;
	*h = (struct handle){
		.base = { &methods },
		.disk = d,
		.file = f,
		.is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0,
		.delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0,
	};
	if (flags_out != NULL)
		*flags_out = flags;
	return SQLITE_OK;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	struct vfs_disk *d = disk_of(vfs);
	struct file *f = file_find(d, name);
	enum verdict v = judge(d, VFS_DELETE);

	if (v == FAILS)
		return SQLITE_IOERR_DELETE;
	if (f == NULL || !f->exists)
		return SQLITE_IOERR_DELETE_NOENT;
	file_delete(f);
	if (v == POWER_GOES)
		return SQLITE_IOERR_DELETE;
	if (sync_folder != 0)
		folder_sync(d);
	return SQLITE_OK;
}

static int
shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *there)
{
	struct vfs_disk *d = disk_of(vfs);
	const struct file *f = file_find(d, name);

	(void)flags;
	if (d->off)
		return SQLITE_IOERR_ACCESS;
	*there = f != NULL && f->exists;
	return SQLITE_OK;
}

static int
shim_full_path(sqlite3_vfs *vfs, const char *name, int n, char *to)
{
	(void)vfs;
	(void)snprintf(to, (size_t)n, "%s", name);
	return SQLITE_OK;
}

static int
shim_randomness(sqlite3_vfs *vfs, int n, char *to)
{
	for (int i = 0; i < n; i++)
		to[i] = (char)(rng_next(&disk_of(vfs)->chance) >> 57);
	return n;
}

static int
shim_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us; /* nobody else runs meanwhile */
}

static int
shim_now(sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
	(void)vfs;
	*ms = 212633985600000; /* 2026-01-01, as a Julian day */
	return SQLITE_OK;
}

static int
shim_last_error(sqlite3_vfs *vfs, int n, char *to)
{
	(void)vfs;
	(void)n;
	(void)to;
	return 0;
}

struct vfs_disk *
vfs_disk_new(uint64_t seed)
{
	struct vfs_disk *d = must(calloc(1, sizeof(*d)));

	d->rng.state = seed;
	d->chance.state = ~seed;
	d->until_fault = d->until_cut = -1;
	(void)snprintf(d->name, sizeof(d->name), "disk-%p", (void *)d);
	d->vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = (int)sizeof(struct handle),
		.mxPathname = PATH_BYTES - 1,
		.zName = d->name,
		.pAppData = d,
		.xOpen = shim_open,
		.xDelete = shim_delete,
		.xAccess = shim_access,
		.xFullPathname = shim_full_path,
		.xRandomness = shim_randomness,
		.xSleep = shim_sleep,
		.xCurrentTimeInt64 = shim_now,
		.xGetLastError = shim_last_error,
	};
	return d;
}

void
vfs_disk_free(struct vfs_disk *d)
{
	vfs_disk_remove(d);
	ALWAYS(d->open == 0);
	while (d->files != NULL) {
		struct file *f = d->files;

		d->files = f->next;
		file_free(f);
	}
	free(d);
}

void
vfs_disk_install(struct vfs_disk *d)
{
	ALWAYS(sqlite3_vfs_register(&d->vfs, 1) == SQLITE_OK);
	d->installed = true;
}

void
vfs_disk_remove(struct vfs_disk *d)
{
	if (d->installed)
		ALWAYS(sqlite3_vfs_unregister(&d->vfs) == SQLITE_OK);
	d->installed = false;
}

void
vfs_disk_fail(struct vfs_disk *d, unsigned ops, enum vfs_fail how, long n,
    bool persistent)
{
	d->ops = ops;
	d->how = how;
	d->until_fault = n;
	d->persistent = persistent;
	d->struck = false;
}

bool
vfs_disk_heal(struct vfs_disk *d)
{
	d->until_fault = -1;
	return d->struck;
}

void
vfs_disk_settle(struct vfs_disk *d)
{
	for (struct file *f = d->files; f != NULL; f = f->next)
		file_sync(f);
	folder_sync(d);
}

void
vfs_disk_cut(struct vfs_disk *d, long n)
{
	d->until_cut = n;
}

static void
file_lose_changes(struct file *f, struct rng *rng, uint64_t luck)
{
	for (const struct change *c = f->first; c != NULL; c = c->next) {
		uint64_t fate = luck < 2 ? luck : rng_below(rng, 3);

		if (fate == 0)
			change_apply(&f->synced, c);
		else if (fate == 2 && !c->truncate)
			change_tear(&f->synced, c, rng);
	}
	file_forget(f);
}

/* What is left of one file, when ${luck} is 0 for all, 1 for none, 2 mixed. */
static void
file_after_cut(struct file *f, struct rng *rng, uint64_t luck)
{
	bool folder_kept = luck < 2 ? luck == 0 : rng_below(rng, 2) == 0;

	file_lose_changes(f, rng, luck);
	if (f->has_old && !folder_kept) {
		free(f->synced.p);
		f->synced = f->old;
		f->old = (struct bytes){ 0 };
		f->exists = true;
	} else if (f->exists && !f->exists_synced && !folder_kept) {
		f->exists = false;
	}
	file_drop_old(f);
	if (!f->exists)
		bytes_resize(&f->synced, 0);
	f->exists_synced = f->exists;
	bytes_resize(&f->now, 0);
	bytes_write(&f->now, 0, f->synced.p, f->synced.n);
	f->shared = 0;
	f->reserved = f->pending = f->exclusive = NULL;
	file_clear_shm(f);
}

bool
vfs_disk_restart(struct vfs_disk *d)
{
	uint64_t luck = rng_below(&d->rng, 4);
	bool cut = d->off;

	ALWAYS(d->open == 0);
	for (struct file *f = d->files; f != NULL; f = f->next)
		file_after_cut(f, &d->rng, luck);
	d->off = false;
	d->until_cut = -1;
	return cut;
}

long
vfs_disk_count(const struct vfs_disk *d)
{
	return d->count;
}

int64_t
vfs_disk_size(const struct vfs_disk *d, const char *path)
{
	const struct file *f = file_find(d, path);

	return f != NULL && f->exists ? (int64_t)f->now.n : -1;
}

void
vfs_disk_flip(struct vfs_disk *d, const char *path, int64_t at,
    unsigned char mask)
{
	struct file *f = file_find(d, path);

	ALWAYS(f != NULL && at >= 0 && (size_t)at < f->now.n);
	file_sync(f);
	f->now.p[at] ^= mask;
	f->synced.p[at] ^= mask;
}

bool
vfs_disk_find(const struct vfs_disk *d, struct str needle)
{
	for (const struct file *f = d->files; f != NULL; f = f->next) {
		struct str all = { (const char *)f->now.p, f->now.n };

		if (f->exists && str_find(all, needle) != SIZE_MAX)
			return true;
	}
	return false;
}
