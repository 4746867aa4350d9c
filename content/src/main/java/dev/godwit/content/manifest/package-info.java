/**
 * What a share says about its files: immutable entries that are valid by construction, so that whatever a peer sent is
 * either a safe entry or an exception. Pure values, safe for any thread; nothing here touches a file system.
 */
@NullMarked
package dev.godwit.content.manifest;

import org.jspecify.annotations.NullMarked;
