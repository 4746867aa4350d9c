/**
 * What the other packages need from file systems beyond what the JDK gives: whole positional reads and writes, a full disk
 * told apart from other failures, and three system calls (holes, rename without replacing) where native access is allowed.
 * Blocking, on the caller's thread, without locks; it never decides which path to open.
 */
@NullMarked
package dev.godwit.content.disk;

import org.jspecify.annotations.NullMarked;
