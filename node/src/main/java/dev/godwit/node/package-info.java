/**
 * One peer, composed: home directory, identity, durable shares and transfers, listener and engine behind one façade. All
 * calls block and belong on the caller's thread; events arrive on engine threads. Never prints and never exits.
 */
@NullMarked
package dev.godwit.node;

import org.jspecify.annotations.NullMarked;
