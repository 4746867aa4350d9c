/**
 * What a share says about its files: immutable entries that are valid by construction, so that whatever a peer sent is
 * either a safe entry or an exception; the order they come in, the table that holds a million of them, and the identity
 * of all together. Values are safe for any thread, and so are the tables; nothing here touches a file system.
 */
@NullMarked
package dev.godwit.content.manifest;

import org.jspecify.annotations.NullMarked;
