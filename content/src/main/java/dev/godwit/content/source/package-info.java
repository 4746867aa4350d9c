/**
 * Reading what is offered: regular files that are opened once, read at any position, and watched for change while they
 * are sent. Blocking, on the caller's thread; an open file may be read by many threads at once. Nothing here writes, and
 * nothing follows what a peer says: paths come from the local user.
 */
@NullMarked
package dev.godwit.content.source;

import org.jspecify.annotations.NullMarked;
