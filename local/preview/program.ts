/** What the build hands to the runtime: everything of the mini program that is neither script nor template nor style. */
export interface Program {
  pages: string[];
  window: WindowConfig;
  tabBar?: TabBarConfig;
  /** By id: the path in the mini program without extension, or `miniprogram_npm/PACKAGE/…`. */
  components: Record<string, ComponentEntry>;
}

export interface ComponentEntry {
  kind: 'page' | 'component';
  /** Prefix of the component's class names in the style sheet; absent where its styles are shared. */
  scope?: string;
  config: ComponentConfig;
}

/** The component's own JSON, its `usingComponents` resolved to ids with a leading slash. */
export interface ComponentConfig extends WindowConfig {
  usingComponents: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  componentPlaceholder?: Record<string, string>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
  pureDataPattern?: string;
}

export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: 'black' | 'white';
  navigationStyle?: 'default' | 'custom';
  backgroundColor?: string;
  backgroundTextStyle?: 'dark' | 'light';
  enablePullDownRefresh?: boolean;
  disableScroll?: boolean;
  onReachBottomDistance?: number;
}

export interface TabBarConfig {
  custom?: boolean;
  color?: string;
  selectedColor?: string;
  backgroundColor?: string;
  borderStyle?: 'black' | 'white';
  list: TabItem[];
}

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}
