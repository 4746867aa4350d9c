/**
 * The whole program from outside: real processes that send and receive, with everything going wrong that can: peers that
 * lie, networks that break, disks that fill, signals at any moment. Each test asserts the exit code, the words, and that
 * nothing is lost or left behind. Waits for events and output, never for time.
 */
@NullMarked
package dev.godwit.app.faults;

import org.jspecify.annotations.NullMarked;
