/* SPDX-License-Identifier: ISC */
#include "data/tree_file.h"

#include "data/folder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What comes through a descriptor or goes there, many small pieces at once. */
struct block {
	int fd;
	size_t at, n;
	char bytes[64 * 1024];
};

/* Whether what follows in an open file is these bytes. */
static bool
reads_as(struct block *b, const char *bytes, size_t n)
{
	while (n > 0) {
		size_t k;

		if (b->at == b->n) {
			ssize_t got = read(b->fd, b->bytes, sizeof b->bytes);

			if (got <= 0)
				return false;
			b->at = 0;
			b->n = (size_t)got;
		}
		k = n < b->n - b->at ? n : b->n - b->at;
		if (memcmp(b->bytes + b->at, bytes, k) != 0)
			return false;
		b->at += k;
		bytes += k;
		n -= k;
	}
	return true;
}

static bool
all_read_as(int fd, const struct tree_pieces *pieces)
{
	struct block b = {.fd = fd};
	const char *piece;
	size_t n;

	pieces->rewind(pieces->ctx);
	while ((n = pieces->next(pieces->ctx, &piece)) > 0)
		if (!reads_as(&b, piece, n))
			return false;
	return true;
}

/* Opens a file with the mode and owner that we give; -1 for any other. */
static int
open_ours(int dir, const char *name, off_t *size)
{
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 07777) == 0644 &&
	    st.st_uid == geteuid()) {
		*size = st.st_size;
		return fd;
	}
	close(fd);
	return -1;
}

bool
tree_file_is(int dir, const char *name, const struct tree_pieces *pieces)
{
	off_t size;
	int fd = open_ours(dir, name, &size);
	bool is;

	if (fd < 0)
		return false;
	is = size == (off_t)pieces->n && all_read_as(fd, pieces);
	close(fd);
	return is;
}

bool
tree_file_read(int dir, const char *name, struct buf *out)
{
	char block[16 * 1024];
	ssize_t n = -1;
	off_t size;
	int fd = open_ours(dir, name, &size);

	if (fd < 0)
		return false;
	while (!out->failed && (n = read(fd, block, sizeof block)) > 0)
		buf_put(out, block, (size_t)n);
	close(fd);
	return n == 0 && !out->failed;
}

/* Small pieces are gathered, large ones written from where they are. */
static int
gather(struct block *b, const char *bytes, size_t n)
{
	if (n > sizeof b->bytes - b->n) {
		if (folder_write(b->fd, b->bytes, b->n) != 0)
			return -1;
		b->n = 0;
	}
	if (n > sizeof b->bytes)
		return folder_write(b->fd, bytes, n);
	memcpy(b->bytes + b->n, bytes, n);
	b->n += n;
	return 0;
}

static int
write_pieces(int fd, const struct tree_pieces *pieces)
{
	struct block b = {.fd = fd};
	const char *piece;
	size_t n;

	pieces->rewind(pieces->ctx);
	while ((n = pieces->next(pieces->ctx, &piece)) > 0)
		if (gather(&b, piece, n) != 0)
			return -1;
	return folder_write(fd, b.bytes, b.n);
}

int
tree_file_write(int dir, const char *name, const struct tree_pieces *pieces)
{
	int fd = folder_make_file(dir, name);

	return fd < 0 ? -1 : folder_close(fd, write_pieces(fd, pieces));
}
