/**
 * What the other packages need from file systems beyond what the JDK gives: whole positional reads and writes, a full disk
 * told apart from other failures, and Linux system calls where native access is allowed: work relative to the handle of a
 * directory, through no link, in as few calls as there can be. Blocking, on the caller's thread, without locks; it never
 * decides which path to open.
 */
@NullMarked
package dev.godwit.content.disk;

import org.jspecify.annotations.NullMarked;
