/**
 * What is to be done about each entry of the manifest, in its order: made, compared with what is here, put on the board to
 * be fetched, or left out. One thread plans and one reads back what is here; both may wait for room on the board. Never
 * reads from the network.
 */
@NullMarked
package dev.godwit.transfer.receive.plan;

import org.jspecify.annotations.NullMarked;
