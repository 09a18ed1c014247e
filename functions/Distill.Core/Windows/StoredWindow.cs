using Distill.Contracts;

namespace Distill.Core.Windows;

/// <summary>Where a window's packed calls are, and the figures that are asked for most.</summary>
/// <param name="Hour">The window's hour.</param>
/// <param name="Count">Distinct calls. An estimate when the window is sampled.</param>
/// <param name="Start">Position of the first byte in the log of the account's shard.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Kept">Calls kept, at most <see cref="CallWindow.Capacity"/>.</param>
/// <param name="IsSampled">True when there were more calls than are kept.</param>
internal readonly record struct StoredWindow(Hour Hour, int Count, long Start, int Length, ushort Kept, bool IsSampled);
