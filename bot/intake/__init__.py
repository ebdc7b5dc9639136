"""Service forms in conversation: asked, shown, and sent as cases."""
