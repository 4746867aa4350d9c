/**
 * The program: commands, their options, and the way from a failure to an exit code. Runs on the main thread and blocks;
 * {@link dev.godwit.app.Main} alone touches {@code System.exit}. Never opens a peer for a command that does not need one,
 * because that loads the network.
 */
@NullMarked
package dev.godwit.app;

import org.jspecify.annotations.NullMarked;
