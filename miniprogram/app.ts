App({
  onLaunch() {
    // Without `env` the cloud functions are looked up in the environment that the mini program is bound to.
    wx.cloud.init({ traceUser: true });
  },
});
