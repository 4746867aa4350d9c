/**
 * What is offered: the content behind a share, who may fetch it and how often, and what must be remembered about it. Safe
 * on every thread; blocks on files, never on the network.
 */
@NullMarked
package dev.godwit.transfer.share;

import org.jspecify.annotations.NullMarked;
