/**
 * Reading what is offered: a scan that finds entries below the paths the local user named, and regular files that are
 * opened below them, read at any position, and watched for change while they are sent. Blocking, on the caller's thread;
 * an open file or tree may be read by many threads at once. Nothing here writes, and nothing leads out of what the user
 * named unless links are to be followed.
 */
@NullMarked
package dev.godwit.content.source;

import org.jspecify.annotations.NullMarked;
