/**
 * What happens in a transfer, as past-tense values: the same events feed the progress line, {@code --json} and later the
 * WebSocket. Immutable; delivered on the engine's threads; never carry a secret except the ticket in {@code Ready}.
 */
@NullMarked
package dev.godwit.transfer.event;

import org.jspecify.annotations.NullMarked;
