/**
 * Globs as gitignore(5) defines them: which files are left out of what is sent, and which are chosen of what is received.
 * Pure and immutable, safe for any thread; the time a match takes is bounded by the lengths of glob and path, whatever
 * they hold. Nothing here touches a file system but {@link dev.godwit.content.glob.IgnoreRules#read}.
 */
@NullMarked
package dev.godwit.content.glob;

import org.jspecify.annotations.NullMarked;
