/**
 * Networks to test in: Linux network namespaces joined by switches, which only root may make. Nothing reaches the
 * machine's real interfaces. Runs on the test's own threads; closing a {@link dev.godwit.testkit.lab.LabNetwork} ends
 * every process in it and removes everything.
 */
@NullMarked
package dev.godwit.testkit.lab;

import org.jspecify.annotations.NullMarked;
